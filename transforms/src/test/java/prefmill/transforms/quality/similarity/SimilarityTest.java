package prefmill.transforms.quality.similarity;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class SimilarityTest {
  /** Few letters, so that texts have much in common; one beyond the basic plane. */
  private static final String[] LETTERS = {"a", "b", "c", " ", "é", "的", "😀"};

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(LETTERS).list().ofMaxSize(300).map(letters -> String.join("", letters));
  }

  @Property(tries = 500)
  void equalsTheTextbook(@ForAll("texts") String a, @ForAll("texts") String b) {
    assertThat(Similarity.of(a, b), closeTo(textbook(a, b), 0.000_001));
  }

  @Property(tries = 200)
  void anEditedCopyEqualsTheTextbook(@ForAll("texts") String a, @ForAll Random random) {
    StringBuilder b = new StringBuilder(a);
    for (int edit = 0; edit < 5 && !b.isEmpty(); edit++) {
      int at = b.offsetByCodePoints(0, random.nextInt(b.codePointCount(0, b.length())));
      int end = at + Character.charCount(b.codePointAt(at));
      b.replace(at, end, random.nextBoolean() ? "" : "xy");
    }
    assertThat(Similarity.of(a, b.toString()), closeTo(textbook(a, b.toString()), 0.000_001));
  }

  @Property(tries = 300)
  void isSymmetric(@ForAll("texts") String a, @ForAll("texts") String b) {
    assertThat(Similarity.of(a, b), equalTo(Similarity.of(b, a)));
  }

  @Property(tries = 500)
  void theBoundChangesNoAnswer(
      @ForAll("texts") String a,
      @ForAll("texts") String b,
      @ForAll @DoubleRange(max = 1) double bound) {
    double whole = Similarity.of(a, b);
    OptionalDouble expected = whole > bound ? OptionalDouble.of(whole) : OptionalDouble.empty();
    assertThat(Similarity.above(a, b, bound), equalTo(expected));
  }

  @Test
  void aSimilarityAtTheBoundIsNotAboveIt() {
    assertThat(Similarity.of("abcde", "abcdx"), is(0.8));
    assertThat(Similarity.above("abcde", "abcdx", 0.8).isPresent(), is(false));
    assertThat(Similarity.above("abcde", "abcdx", 0.799_999).isPresent(), is(true));
  }

  @Test
  void emptyTextsAreAlikeAndDifferFromAllOthers() {
    assertThat(Similarity.of("", ""), is(1.0));
    assertThat(Similarity.of("", "a"), is(0.0));
  }

  @Test
  void onlyTheFirst4096CodePointsCount() {
    String common = "😀".repeat(Similarity.LIMIT);
    assertThat(Similarity.of(common + "abc", common + "xyz123"), is(1.0));
    assertThat(Similarity.of("a" + common, common), is(0.999756));
  }

  private static double textbook(String a, String b) {
    int[] left = a.codePoints().toArray();
    int[] right = b.codePoints().toArray();
    int[][] cost = new int[left.length + 1][right.length + 1];
    for (int i = 0; i <= left.length; i++) {
      for (int j = 0; j <= right.length; j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
        } else {
          int replace = cost[i - 1][j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
          cost[i][j] = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        }
      }
    }
    int longer = Math.max(left.length, right.length);
    return longer == 0 ? 1 : 1 - (double) cost[left.length][right.length] / longer;
  }
}
