package prefmill.transforms.neardup;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Generated rows and their edited copies, by the exact Jaccard similarity of rows and turns. */
class RecallTest {
  private static final int ROWS = 3_000;

  private final Sketcher sketcher = new Sketcher();

  @Test
  void findsNearCopiesAndNothingElse() {
    Random random = new Random(20_261_121);
    Texts texts = new Texts(random);
    int near = 0;
    int found = 0;
    int far = 0;
    int wrong = 0;
    for (int i = 0; i < ROWS; i++) {
      SampleRow row =
          new SampleRow(
              texts.text(10 + random.nextInt(i % 2 == 0 ? 40 : 150)),
              texts.text(10 + random.nextInt(80)),
              texts.text(10 + random.nextInt(80)));
      SampleRow copy = copy(texts, random, row);
      double least = row.jaccard(copy);
      if (least >= 0.8) {
        near++;
        found += collapses(row, copy, true) ? 1 : 0;
      } else if (least < 0.5) {
        far++;
        wrong += collapses(row, copy, false) ? 1 : 0;
      }
    }
    assertThat(near, greaterThan(500));
    assertThat(far, greaterThan(200));
    assertThat((double) found / near, greaterThanOrEqualTo(0.95));
    assertThat(wrong, is(0));
  }

  /** A correction of one word has nearly the shingles of its opposite, and its copies are found. */
  @Test
  void findsNearCopiesOfMinimalCorrections() {
    Random random = new Random(7);
    Texts texts = new Texts(random);
    int near = 0;
    int found = 0;
    for (int i = 0; i < ROWS / 3; i++) {
      String answer = texts.text(40 + random.nextInt(60));
      SampleRow row =
          new SampleRow(texts.text(20 + random.nextInt(30)), texts.edited(answer, 2), answer);
      SampleRow copy = new SampleRow(row.turn(), texts.edited(row.chosen(), 1), row.rejected());
      if (row.jaccard(copy) >= 0.8) {
        near++;
        found += collapses(row, copy, true) ? 1 : 0;
      }
    }
    assertThat(near, greaterThan(500));
    assertThat((double) found / near, greaterThanOrEqualTo(0.95));
  }

  private static SampleRow copy(Texts texts, Random random, SampleRow row) {
    int edits = random.nextInt(4);
    return new SampleRow(
        texts.edited(row.turn(), random.nextInt(3) == 0 ? 1 : random.nextInt(2) * edits),
        texts.edited(row.chosen(), random.nextInt(1 + edits)),
        texts.edited(row.rejected(), random.nextInt(1 + edits)));
  }

  /** Whether two rows are confirmed and, if asked for, meet in a band. */
  private boolean collapses(SampleRow a, SampleRow b, boolean inBand) {
    byte[] left = sketch(a);
    byte[] right = sketch(b);
    return (!inBand || shareBand(left, right))
        && Sketch.nearDuplicate(left, sketcher.turn(a.turn()), right, sketcher.turn(b.turn()));
  }

  private static boolean shareBand(byte[] a, byte[] b) {
    long[] left = Sketch.bands(a, 16, 7);
    long[] right = Sketch.bands(b, 16, 7);
    // Keys carry their band's number, so no two bands of a sketch have one key.
    return Arrays.stream(left).anyMatch(key -> Arrays.stream(right).anyMatch(k -> k == key));
  }

  private byte[] sketch(SampleRow row) {
    return sketcher.row(row.turn(), row.chosen(), row.rejected());
  }
}
