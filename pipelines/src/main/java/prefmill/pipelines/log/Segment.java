package prefmill.pipelines.log;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Comparator;
import prefmill.datasets.objects.Places;
import prefmill.pipelines.run.Stretches;
import prefmill.transforms.event.MaskedEvent;

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
  private static final long SMALL_BYTES = 16L << 20;

  /** The order of a segment: contexts stay together. */
  public static final Comparator<MaskedEvent> ORDER =
      Comparator.comparingLong((MaskedEvent e) -> LogRecords.place(e.keys().bucket()))
          .thenComparing(e -> e.keys().context())
          .thenComparing(MaskedEvent.ORDER);

  /** The same with its absolute path. */
  Segment in(Path folder) {
    return new Segment(
        Places.in(folder, path).toString(), prefixBits, prefix, rows, retractions, bytes);
  }

  /** Whether it is small, as streams and quiet nights leave them. */
  public boolean small() {
    return bytes <= SMALL_BYTES;
  }

  /** Whether some of its events may lie in a stretch of buckets. */
  public boolean overlaps(int bits, int stretch) {
    return Stretches.meet(prefixBits, prefix, bits, stretch);
  }
}
