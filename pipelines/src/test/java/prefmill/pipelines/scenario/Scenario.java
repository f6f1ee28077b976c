package prefmill.pipelines.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder of testdata: policy.yaml, input/ and what must become of it under expected/.
 *
 * @param folder the scenario's folder
 */
record Scenario(Path folder) {
  static final List<String> TABLES =
      List.of("preference", "unpaired", "sft", "rejected", "dead_letters");

  static List<Scenario> all() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("..", "testdata"))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("policy.yaml")))
          .sorted()
          .map(Scenario::new)
          .toList();
    }
  }

  /** A copy without what is expected, in which to build. */
  Workshop open(Path copy) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path path = folder.relativize(file);
        if (!path.startsWith("expected")) {
          Files.createDirectories(copy.resolve(path).getParent());
          Files.copy(file, copy.resolve(path));
        }
      }
    }
    return Workshop.in(copy);
  }

  /** What is expected of each table; a table without a file is empty. */
  Map<String, List<String>> expected() throws IOException {
    Map<String, List<String>> tables = new LinkedHashMap<>();
    for (String table : TABLES) {
      Path file = folder.resolve("expected").resolve(table + ".jsonl");
      tables.put(table, Files.exists(file) ? Files.readAllLines(file) : List.of());
    }
    return tables;
  }

  /** What a version holds. */
  static Map<String, List<String>> published(Path version) throws IOException {
    Map<String, List<String>> tables = new LinkedHashMap<>();
    for (String table : TABLES) {
      boolean rows = TABLES.indexOf(table) < 3;
      tables.put(
          table, rows ? PublishedFiles.rows(version, table) : PublishedFiles.lines(version, table));
    }
    return tables;
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }
}
