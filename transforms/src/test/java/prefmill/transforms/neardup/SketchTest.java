package prefmill.transforms.neardup;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SketchTest {
  private static final String QUESTION =
      "How do I reset the password of my account when I have lost the phone?";
  private static final String GOOD =
      "Open the settings page, choose security, press reset and follow the link in the mail.";
  private static final String BAD =
      "I am only a language model and cannot help with accounts, please ask somebody else.";

  private final Sketcher sketcher = new Sketcher();

  @Property(tries = 100)
  void isAFunctionOfTheTexts(@ForAll String turn, @ForAll String chosen, @ForAll String rejected) {
    byte[] row = sketcher.row(turn, chosen, rejected);
    assertThat(row.length, is(Sketch.ROW_LENGTH));
    assertThat(Arrays.equals(row, new Sketcher().row(turn, chosen, rejected)), is(true));
    assertThat(Arrays.equals(sketcher.turn(turn), new Sketcher().turn(turn)), is(true));
    assertThat(nearDuplicates(turn, chosen, rejected, turn, chosen, rejected), is(true));
  }

  @Test
  void isTheSameOnEveryMachine() {
    String known = HexFormat.of().formatHex(sketcher.row(QUESTION, GOOD, BAD), 0, 8);
    assertThat(known, is("13fdcc5dbc524a12"));
  }

  @Property(tries = 200)
  void agreementEstimatesJaccard(@ForAll Random random) {
    Texts texts = new Texts(random);
    String a = texts.text(150);
    String b = texts.edited(a, random.nextInt(40));
    double jaccard = Shingles.jaccard(a, b);
    double expected = jaccard + (1 - jaccard) / 256;
    double estimate = Sketch.agreement(sketcher.turn(a), sketcher.turn(b)) / 112.0;
    // Five standard deviations of 112 independent draws, at the least of one draw.
    double bound = 5 * Math.sqrt(Math.max(expected * (1 - expected), 0.002) / 112);
    assertThat(estimate, closeTo(expected, bound));
  }

  @Test
  void bandsOfEqualBytesAreEqualAndDifferInTheirNumber() {
    byte[] sketch = new byte[Sketch.LENGTH];
    Arrays.fill(sketch, (byte) -1);
    long[] bands = Sketch.bands(sketch, 16, 7);
    assertThat(Arrays.stream(bands).distinct().count(), is(16L));
    byte[] other = sketch.clone();
    other[8] = 3;
    long[] others = Sketch.bands(other, 16, 7);
    for (int band = 0; band < 16; band++) {
      assertThat(bands[band] == others[band], is(band != 1));
    }
    assertThat(Sketch.bands(sketch, 28, 4).length, is(28));
  }

  @Test
  void bandsMustFitTheSketch() {
    byte[] sketch = new byte[Sketch.LENGTH];
    assertThrows(IllegalArgumentException.class, () -> Sketch.bands(sketch, 17, 7));
    assertThrows(IllegalArgumentException.class, () -> Sketch.bands(sketch, 14, 8));
  }

  @Test
  void oneBoilerplateAnswerToTwoShortQuestionsIsTwoRows() {
    assertThat(
        nearDuplicates("How do I log in?", GOOD, BAD, "Where is my order?", GOOD, BAD), is(false));
    assertThat(
        nearDuplicates("How do I log in?", GOOD, null, "How do I log out?", GOOD, null), is(false));
  }

  @Test
  void anotherSpellingOfTheSameRowIsOneRow() {
    assertThat(
        nearDuplicates(QUESTION, GOOD, BAD, QUESTION + " ", GOOD.replace(",", ""), BAD), is(true));
  }

  @Property(tries = 300)
  void oppositePreferencesAreNeverNearDuplicates(@ForAll Random random) {
    Texts texts = new Texts(random);
    String turn = texts.text(1 + random.nextInt(300));
    String chosen = texts.text(1 + random.nextInt(60));
    String rejected =
        random.nextBoolean()
            ? texts.edited(chosen, 1 + random.nextInt(3))
            : texts.text(1 + random.nextInt(60));
    if (chosen.equals(rejected)) {
      return;
    }
    assertThat(nearDuplicates(turn, chosen, rejected, turn, rejected, chosen), is(false));
    assertThat(nearDuplicates(turn, chosen, null, turn, null, chosen), is(false));
  }

  @Property(tries = 300)
  void norAreOppositePreferencesInOtherWords(@ForAll Random random) {
    Texts texts = new Texts(random);
    String turn = texts.text(200);
    String chosen = texts.text(30 + random.nextInt(60));
    String rejected = texts.text(30 + random.nextInt(60));
    String again = texts.edited(rejected, 1);
    assertThat(
        nearDuplicates(turn, chosen, rejected, texts.edited(turn, 1), again, chosen), is(false));
  }

  @Test
  void norAreAnswersThatDifferInPunctuationAlone() {
    assertThat(
        nearDuplicates(QUESTION, "Use C++ 20", "Use C# 20", QUESTION, "Use C# 20", "Use C++ 20"),
        is(false));
  }

  private boolean nearDuplicates(
      String turnA,
      String chosenA,
      String rejectedA,
      String turnB,
      String chosenB,
      String rejectedB) {
    return Sketch.nearDuplicate(
        sketcher.row(turnA, chosenA, rejectedA),
        sketcher.turn(turnA),
        sketcher.row(turnB, chosenB, rejectedB),
        sketcher.turn(turnB));
  }
}
