package prefmill.trainers.places.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import prefmill.datasets.canonical.Sha256;
import prefmill.trainers.places.PlacedProgram;
import prefmill.trainers.training.TrainingException;

/**
 * The files that a run needs elsewhere, by name and hash: the program's own, and of the base model
 * and an adapter to go on from what a trainer reads (no pickles, no hidden files, no subfolders).
 */
public final class SentFiles {
  private static final Pattern PROGRAM = Pattern.compile("[A-Za-z0-9_]+\\.(py|json|jsonl)");
  private static final Pattern MODEL =
      Pattern.compile("[^./\\\\][^/\\\\]*\\.(json|safetensors|jinja|txt|model|tiktoken)");
  private static final Pattern ONE_LINE = Pattern.compile("\\p{Graph}+( \\p{Graph}+)*");

  private final Map<String, Path> files = new TreeMap<>();
  private final Map<String, String> hashes = new TreeMap<>();

  private SentFiles() {}

  /** Hashes the files of a program. */
  public static SentFiles of(PlacedProgram program) throws IOException {
    SentFiles sent = new SentFiles();
    sent.add("", program.folder(), PROGRAM);
    sent.add(PlacedProgram.MODEL + "/", program.file(PlacedProgram.MODEL), MODEL);
    sent.add(PlacedProgram.START + "/", program.file(PlacedProgram.START), MODEL);
    return sent;
  }

  private void add(String prefix, Path folder, Pattern wanted) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
        String name = path.getFileName().toString();
        if (!wanted.matcher(name).matches()) {
          continue;
        }
        if (!ONE_LINE.matcher(name).matches()) {
          throw new TrainingException(
              "%s has a name that cannot be sent: give it one of letters, digits, dots and dashes."
                  .formatted(path));
        }
        files.put(prefix + name, path);
        hashes.put(prefix + name, Sha256.of(path));
      }
    }
  }

  /** A line with hash and name for each. */
  public String lines() {
    StringBuilder lines = new StringBuilder();
    hashes.forEach((name, hash) -> lines.append(hash).append(' ').append(name).append('\n'));
    return lines.toString();
  }

  /** A line with the hash of each. */
  String hashLines() {
    return String.join("\n", hashes.values()) + "\n";
  }

  /** The hashes of what no other run can need: rows and request. */
  public List<String> ownHashes() {
    return List.of(hashes.get(PlacedProgram.ROWS), hashes.get(PlacedProgram.REQUEST));
  }

  /** The file of each hash that is asked for. */
  Map<String, Path> byHash(List<String> wanted) {
    Map<String, Path> found = new LinkedHashMap<>();
    hashes.forEach(
        (name, hash) -> {
          if (wanted.contains(hash)) {
            found.put(hash, files.get(name));
          }
        });
    return found;
  }
}
