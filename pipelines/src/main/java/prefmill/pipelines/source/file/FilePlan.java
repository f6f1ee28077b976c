package prefmill.pipelines.source.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.SourceException;

/**
 * What is new in a source's files: unchanged files are left out, grown ones are read from their old
 * end, changed ones whole.
 *
 * @param reads the files to read
 * @param bytes how many bytes they have, as they lie on the disk
 * @param positions how far each file will have been read, by its path below the source's folder
 */
public record FilePlan(List<FileRead> reads, long bytes, Map<String, String> positions) {
  /**
   * Compares the files with what earlier runs recorded.
   *
   * @param last the positions of the last run that succeeded; empty to read everything
   * @param names makes of a file's path below the source's folder what is stored of it
   * @throws SourceException if no file is there, or one cannot be read
   */
  public static FilePlan of(
      SourcePolicy source, Path folder, Map<String, String> last, UnaryOperator<String> names) {
    List<FileRead> reads = new ArrayList<>();
    Map<String, String> positions = new TreeMap<>();
    long bytes = 0;
    for (Map.Entry<String, Path> entry : FileMatch.of(source, folder).entrySet()) {
      String name = names.apply(entry.getKey());
      Path file = entry.getValue();
      try {
        FilePosition now = FilePosition.of(file);
        long from = last.containsKey(name) ? start(file, now, last.get(name)) : 0;
        positions.put(name, now.json());
        if (from < now.size()) {
          bytes += now.size() - from;
          reads.add(read(source, file, name, from, now.size()));
        }
      } catch (IOException e) {
        throw SourceException.of(
            source.name(), "the file " + name + " cannot be read: " + e.getMessage(), e);
      }
    }
    return new FilePlan(List.copyOf(reads), bytes, positions);
  }

  private static FileRead read(SourcePolicy source, Path file, String name, long from, long size) {
    boolean whole = FileFormat.of(file.toString()) == FileFormat.COMPRESSED;
    return new FileRead(source.name(), file.toString(), name, from, whole ? Long.MAX_VALUE : size);
  }

  private static long start(Path file, FilePosition now, String recorded) throws IOException {
    FilePosition then = FilePosition.parse(recorded);
    if (then.equals(now)) {
      return now.size();
    }
    boolean grew =
        FileFormat.of(file.toString()) == FileFormat.LINES
            && then.wholeLines()
            && now.size() > then.size()
            && FilePosition.at(file, then.size(), then.modified()).equals(then);
    return grew ? then.size() : 0;
  }
}
