package prefmill.pipelines.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import prefmill.datasets.canonical.Sha256;

/** The files of a published version, as tests compare them. */
public final class PublishedFiles {
  private static final Set<String> SAME_BYTES =
      Set.of("preference", "unpaired", "sft", "ledger", "rejected");

  private PublishedFiles() {}

  /** The files that two builds of the same events must agree on byte for byte: path to SHA-256. */
  public static Map<String, String> sameBytes(Path version) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    for (Path file : files(version)) {
      String path = version.relativize(file).toString().replace('\\', '/');
      if (SAME_BYTES.contains(version.relativize(file).getName(0).toString())) {
        hashes.put(path, Sha256.hex(Files.readAllBytes(file)));
      }
    }
    return hashes;
  }

  /** The rows of a config, one JSON object each, which begins with the split. */
  public static List<String> rows(Path version, String config) throws IOException {
    List<String> rows = new ArrayList<>();
    for (Path file : jsonl(version, config)) {
      String name = file.getFileName().toString();
      String split = "{\"split\":\"" + name.substring(0, name.indexOf('-')) + "\",";
      Files.readAllLines(file).forEach(line -> rows.add(split + line.substring(1)));
    }
    return rows;
  }

  /** The lines of all JSONL files of one of the version's folders. */
  public static List<String> lines(Path version, String folder) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : jsonl(version, folder)) {
      lines.addAll(Files.readAllLines(file));
    }
    return lines;
  }

  private static List<Path> jsonl(Path version, String folder) {
    return files(version.resolve(folder)).stream()
        .filter(file -> file.toString().endsWith(".jsonl"))
        .toList();
  }

  private static List<Path> files(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
