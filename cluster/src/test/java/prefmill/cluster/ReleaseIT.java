package prefmill.cluster;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in the folder that a release unpacks to, without sources and without Maven. */
class ReleaseIT {
  private static final Path HOME = Path.of("").toAbsolutePath().getParent();

  @TempDir private Path folder;
  private Path release;

  private record Ended(int code, String words) {}

  @BeforeEach
  void unpack() throws IOException {
    release = Files.createDirectory(folder.resolve("prefmill-release"));
    Files.copy(HOME.resolve("prefmill"), release.resolve("prefmill"));
    Path java = Files.createDirectory(release.resolve("java"));
    Path built = HOME.resolve("runners/target");
    Files.createSymbolicLink(java.resolve("lib"), built.resolve("lib"));
    Files.createSymbolicLink(java.resolve("launch"), built.resolve("launch"));
    try (Stream<Path> jars = Files.list(built)) {
      Path jar =
          jars.filter(f -> f.getFileName().toString().matches("prefmill-runners-[\\d.]+\\.jar"))
              .findFirst()
              .orElseThrow();
      Files.createSymbolicLink(java.resolve(jar.getFileName()), jar);
    }
  }

  @Test
  void runsWithoutSourcesOrMaven() throws Exception {
    Ended version = prefmill("--version");
    assertThat(version.words(), version.code(), is(0));
    assertThat(version.words(), startsWith("prefmill "));
    Ended made = prefmill("init", "--preset", "native");
    assertThat(made.words(), made.code(), is(0));
    assertThat(Files.exists(folder.resolve("prefmill.yaml")), is(true));
    assertThat("nothing is built", files(release), is(List.of("java", "prefmill")));
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    Ended cluster = prefmill("build", "--flink-master", "flink:8081");
    assertThat(cluster.words(), cluster.code(), is(1));
    assertThat(cluster.words(), containsString("put it into " + release.toRealPath() + "/java,"));

    Files.delete(release.resolve("java/lib"));
    Ended damaged = prefmill("--version");
    assertThat(damaged.words(), damaged.code(), is(1));
    assertThat(damaged.words(), containsString("java/lib is missing. Unpack the release again."));
  }

  private Ended prefmill(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(release.resolve("prefmill").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("PREFMILL_CLUSTER_JAR");
    Process process = builder.redirectErrorStream(true).start();
    String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), words);
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
