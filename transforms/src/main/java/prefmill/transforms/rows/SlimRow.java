package prefmill.transforms.rows;

import java.util.Comparator;
import java.util.List;
import prefmill.transforms.keys.Id;

/**
 * What the steps across contexts need of a row: hashes, no text.
 *
 * @param ref the row
 * @param rank place of its evidence, the most trusted first
 * @param createdAt of the earliest event that it rests on, in microseconds
 * @param charged the persons it is charged to: the three supporters with the smallest stable keys
 * @param category the kind of task; null if unknown
 * @param synthetic whether it rests on synthetic feedback alone
 * @param copyOf the held-out row whose prompt its prompt nearly copies; null if there is none
 * @param sketch MinHash of the whole row
 * @param turnSketch MinHash of its last user turn
 */
// plain bytes: a row has two sketches, and a wrapper for each would double its objects
@SuppressWarnings("ArrayRecordComponent")
public record SlimRow(
    RowRef ref,
    int rank,
    long createdAt,
    List<Id> charged,
    String category,
    boolean synthetic,
    HeldOutCopy copyOf,
    byte[] sketch,
    byte[] turnSketch) {
  /** (evidence, created_at, stable key): of near-duplicates the first stays. */
  public static final Comparator<SlimRow> ORDER =
      Comparator.comparingInt(SlimRow::rank)
          .thenComparingLong(SlimRow::createdAt)
          .thenComparing(r -> r.ref().stable());

  /** The same row, marked as a copy of a held-out one; null if it is none. */
  public SlimRow markedAs(HeldOutCopy copy) {
    return new SlimRow(
        ref, rank, createdAt, charged, category, synthetic, copy, sketch, turnSketch);
  }
}
