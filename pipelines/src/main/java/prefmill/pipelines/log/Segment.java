package prefmill.pipelines.log;

import java.io.Serializable;
import java.nio.file.Path;

/**
 * One file of the event log: the events of one stretch of buckets, sorted by (bucket, context,
 * created_at, event).
 *
 * @param path below the log's folder
 * @param prefixBits how many leading bits its buckets share
 * @param prefix those bits, as a number
 * @param rows how many events it holds, redeliveries included
 * @param retractions how many of them take something back
 * @param bytes its length
 */
public record Segment(
    String path, int prefixBits, int prefix, long rows, long retractions, long bytes)
    implements Serializable {
  /** The same with its absolute path. */
  Segment in(Path folder) {
    return new Segment(
        folder.resolve(path).toString(), prefixBits, prefix, rows, retractions, bytes);
  }

  /** Whether some of its events may lie in a stretch of buckets. */
  public boolean overlaps(int bits, int stretch) {
    int shared = Math.min(bits, prefixBits);
    return shared == 0 || stretch >>> (bits - shared) == prefix >>> (prefixBits - shared);
  }
}
