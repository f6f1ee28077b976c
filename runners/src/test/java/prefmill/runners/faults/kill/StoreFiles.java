package prefmill.runners.faults.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names of all files and folders of a store, without what differs from run to run. */
public final class StoreFiles {
  private static final Pattern CHANCE =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern KEPT = Pattern.compile("/cache/[0-9a-f]{8}/([0-9a-f]{8,16}$)?");
  private static final Pattern RUN = Pattern.compile("[0-9]{8}T[0-9]{6}-[0-9a-f]{8}");

  private StoreFiles() {}

  /** Those of a store, sorted; a folder ends with a slash. */
  public static List<String> of(Path store) throws IOException {
    try (Stream<Path> paths = Files.walk(store)) {
      return paths
          .map(path -> store.relativize(path) + (Files.isDirectory(path) ? "/" : ""))
          .map(name -> CHANCE.matcher(name).replaceAll("CHANCE"))
          .map(name -> KEPT.matcher(name).replaceAll("/cache/RUN/"))
          .map(name -> RUN.matcher(name).replaceAll("RUN"))
          .sorted()
          .toList();
    }
  }
}
