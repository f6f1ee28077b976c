package prefmill.runners.architecture;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files and folders stay small enough to be read at one sitting. */
class SourceTreeTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final int MAX_LINES = 250;
  private static final int MAX_CLASSES = 10;

  @Test
  void noFileIsLong() {
    List<Path> sources = sources();
    assertThat(sources.size(), is(greaterThan(50)));
    List<String> tooLong =
        sources.stream().filter(f -> lines(f) > MAX_LINES).map(f -> f + ": " + lines(f)).toList();
    assertThat(tooLong, is(empty()));
  }

  @Test
  void noFolderIsFull() {
    Map<Path, Long> classes =
        sources().stream()
            .filter(file -> !file.endsWith("package-info.java"))
            .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
    List<String> tooFull =
        classes.entrySet().stream()
            .filter(folder -> folder.getValue() > MAX_CLASSES)
            .map(folder -> ROOT.relativize(folder.getKey()) + ": " + folder.getValue())
            .toList();
    assertThat(tooFull, is(empty()));
  }

  private static List<Path> sources() {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve("src"))
          .filter(Files::isDirectory)
          .flatMap(SourceTreeTest::javaFiles)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
