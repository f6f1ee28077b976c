package prefmill.transforms.neardup;

import com.dynatrace.hash4j.similarity.ElementHashProvider;
import com.dynatrace.hash4j.similarity.SimilarityHashPolicy;
import com.dynatrace.hash4j.similarity.SimilarityHasher;
import com.dynatrace.hash4j.similarity.SimilarityHashing;
import com.dynatrace.hash4j.similarity.SuperMinHashVersion;
import java.util.Arrays;

/**
 * Makes the two sketches of a row: of its last user turn, and of turn and answers together.
 *
 * <p>A pure function of the texts, the same on every machine. Not safe for use by several threads:
 * each worker makes its own. The sketch is a SuperMinHash (Ertl 2017, arXiv:1706.05698) of 112
 * components, of each of which one byte is kept (Li and König 2010, doi:10.1145/1772690.1772759).
 */
public final class Sketcher {
  private static final SimilarityHashPolicy POLICY =
      SimilarityHashing.superMinHash(Sketch.LENGTH, Byte.SIZE, SuperMinHashVersion.V1);

  private final SimilarityHasher hasher = POLICY.createHasher();

  // the rows of a context come one after the other and have one turn
  private String turn;
  private long[] turnShingles;
  private byte[] turnSketch;

  /** The shingles of the last user turn, which are not to be changed. */
  public long[] shingles(String lastUserTurn) {
    know(lastUserTurn);
    return turnShingles;
  }

  /** The sketch of the last user turn alone. */
  public byte[] turn(String lastUserTurn) {
    know(lastUserTurn);
    return turnSketch.clone();
  }

  /**
   * The sketch of a row, and behind it its {@link Direction}.
   *
   * @param lastUserTurn the last user turn
   * @param chosen the better answer, or an answer that is liked; null if the row has none
   * @param rejected the worse answer, or an answer that is disliked; null if the row has none
   */
  public byte[] row(String lastUserTurn, String chosen, String rejected) {
    long[] better = chosen == null ? RowShingles.NONE : Shingles.of(chosen);
    long[] worse = rejected == null ? RowShingles.NONE : Shingles.of(rejected);
    know(lastUserTurn);
    byte[] sketch = sketch(RowShingles.of(turnShingles, better, worse));
    byte[] row = Arrays.copyOf(sketch, Sketch.ROW_LENGTH);
    byte[] direction = Direction.of(chosen, better, rejected, worse);
    System.arraycopy(direction, 0, row, Sketch.LENGTH, Direction.LENGTH);
    return row;
  }

  private void know(String lastUserTurn) {
    if (!lastUserTurn.equals(turn)) {
      turn = lastUserTurn;
      turnShingles = Shingles.of(lastUserTurn);
      turnSketch = sketch(RowShingles.of(turnShingles, RowShingles.NONE, RowShingles.NONE));
    }
  }

  private byte[] sketch(long[] shingles) {
    return hasher.compute(ElementHashProvider.ofValues(shingles));
  }
}
