package prefmill.pipelines.source.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.SourceException;

/** Finds the files that a source's path names: a file, a glob, or a folder with all below it. */
public final class FileMatch {
  private static final String GLOB = ".*[*?\\[{].*";

  private FileMatch() {}

  /**
   * The files by their path below the source's folder, in its order.
   *
   * @param folder the policy's folder, from which a relative path counts
   * @throws SourceException if there is none, or one cannot be read
   */
  public static Map<String, Path> of(SourcePolicy source, Path folder) {
    Path path = folder.resolve(source.path()).normalize();
    Map<String, Path> files;
    if (Files.isDirectory(path)) {
      files = walk(path, p -> FileFormat.isFeedback(p.getFileName().toString()));
    } else if (Files.exists(path)) {
      files = Map.of(path.getFileName().toString(), path);
    } else {
      files = path.toString().matches(GLOB) ? glob(source, path) : Map.of();
    }
    if (files.isEmpty()) {
      throw SourceException.of(
          source,
          "no file matches the path "
              + source.path()
              + (path.toString().equals(source.path()) ? "" : " (looked for " + path + ")")
              + "; mend sources."
              + source.name()
              + ".path");
    }
    files.forEach((name, file) -> checkReadable(source, name, file));
    return files;
  }

  private static Map<String, Path> glob(SourcePolicy source, Path pattern) {
    Path base = pattern.getRoot();
    int fixed = 0;
    while (!pattern.getName(fixed).toString().matches(GLOB)) {
      base = base.resolve(pattern.getName(fixed));
      fixed++;
    }
    String rest = pattern.subpath(fixed, pattern.getNameCount()).toString();
    PathMatcher matcher = matcher(source, rest);
    Path from = base;
    return Files.isDirectory(base)
        ? walk(base, p -> matcher.matches(from.relativize(p)))
        : Map.of();
  }

  private static PathMatcher matcher(SourcePolicy source, String glob) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    } catch (PatternSyntaxException e) {
      throw SourceException.of(
          source,
          "the glob %s is malformed (%s); mend sources.%s.path"
              .formatted(glob, e.getDescription(), source.name()));
    }
  }

  private static Map<String, Path> walk(Path folder, Predicate<Path> wanted) {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (Files.isRegularFile(path) && wanted.test(path)) {
          files.put(folder.relativize(path).toString().replace('\\', '/'), path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + folder + " cannot be listed", e);
    }
    return files;
  }

  private static void checkReadable(SourcePolicy source, String name, Path file) {
    if (!Files.isReadable(file)) {
      throw SourceException.of(
          source, "the file " + name + " may not be read; give this user the right to read it");
    }
  }
}
