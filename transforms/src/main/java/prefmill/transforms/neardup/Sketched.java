package prefmill.transforms.neardup;

import java.util.Comparator;
import prefmill.transforms.keys.Id;

/**
 * What can be a near-duplicate: a row, or a prompt.
 *
 * @param id its id
 * @param scope only what has the same scope is compared
 * @param rank place of its evidence, the most trusted first
 * @param createdAt when it was said, in microseconds
 * @param stable its stable key
 * @param sketch the sketch that is cut into bands; with a {@link Direction} behind it or without
 * @param turnSketch a second sketch that must agree too; empty if there is none
 */
// plain bytes: a wrapper for each would double the objects
@SuppressWarnings("ArrayRecordComponent")
public record Sketched(
    Id id, int scope, int rank, long createdAt, Id stable, byte[] sketch, byte[] turnSketch) {
  /** A prompt by itself: the stable key alone says which comes first. */
  public static Sketched prompt(Id stable, byte[] turnSketch) {
    return new Sketched(stable, 0, 0, 0, stable, turnSketch, new byte[0]);
  }

  /** Whether it is confirmed that two are near-duplicates. */
  boolean copies(Sketched other) {
    return turnSketch.length == 0
        ? Sketch.similar(sketch, other.sketch)
        : Sketch.nearDuplicate(sketch, turnSketch, other.sketch, other.turnSketch);
  }

  /** Its place among others of its scope. */
  Place place() {
    return new Place(id, rank, createdAt, stable);
  }

  /**
   * Which of several comes first.
   *
   * @param id whose place it is
   * @param rank place of its evidence
   * @param createdAt when it was said
   * @param stable its stable key
   */
  record Place(Id id, int rank, long createdAt, Id stable) {
    /** (evidence, created_at, stable key): of near-duplicates the first stays. */
    static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::rank)
            .thenComparingLong(Place::createdAt)
            .thenComparing(Place::stable);
  }
}
