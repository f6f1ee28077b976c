package prefmill.transforms.mask;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.mask.rules.RuleScanner;
import prefmill.transforms.mask.rules.RuleScanner.Ranked;
import prefmill.transforms.mask.text.Finding;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;
import prefmill.transforms.mask.text.Overlaps;

/** What the scanner saves must cost nothing that the rules would find, and no text may be slow. */
class ScannerTest {
  private static final int LENGTH = 1 << 16;
  private static final long MOST_STEPS_A_CHARACTER = 120;

  private final List<Ranked> rules = RulesByType.of(MaskingRules.defaults());
  private final List<Ranked> own =
      RulesByType.of(
          MaskingRules.defaults(), new Author("u1", "Anna Schmidt", "anna@home.example", null));

  @Property
  void findsWhatEveryRuleFindsEverywhere(@ForAll("texts") String text) {
    FoldedText folded = FoldedText.of(text);

    assertThat(found(rules, folded), is(foundEverywhere(rules, folded)));
    assertThat(found(own, folded), is(foundEverywhere(own, folded)));
  }

  @Example
  void worstCasesTakeStepsInProportionToTheirLength() {
    for (String piece :
        List.of(
            "1",
            "@",
            "1.1.1.",
            "a@",
            "a@b.co",
            ":",
            "::",
            "1:",
            "1::1:",
            "-",
            "-----BEGIN ",
            "=",
            "-----BEGIN PRIVATE KEY-----",
            "eyJ",
            "eyJ-",
            "eyJhbGciOiJIUzI1NiJ9.",
            "sk-",
            "sk-a1",
            "sk-proj-a1",
            "ghp_",
            "://",
            "a://b:c@",
            "?token=",
            "&token=abcdefgh",
            "password=",
            "token: ",
            "+1",
            "+49 ",
            "1 ",
            "0 ",
            "4111 ",
            "(0",
            "Bearer ",
            "anna ",
            "anna.",
            "<",
            "\\",
            "\\u00",
            "<EMAIL",
            "DE89",
            "DE89 ",
            "AB-",
            "00:1",
            "1-1-",
            "call ",
            "call 1",
            "4-",
            "f:")) {
      String text = piece.repeat(LENGTH / piece.length());
      CountingText counted = new CountingText(FoldedText.of(text));
      Findings found = new Findings();
      RuleScanner.of(rules).scan(counted, found);
      RuleScanner.of(own).scan(counted, found);

      assertThat(piece, counted.steps / text.length(), lessThan(MOST_STEPS_A_CHARACTER));
    }
  }

  private static List<Finding> found(List<Ranked> rules, FoldedText text) {
    Findings found = new Findings();
    RuleScanner.of(rules).scan(text, found);
    return Overlaps.settle(found.all());
  }

  private static List<Finding> foundEverywhere(List<Ranked> rules, FoldedText text) {
    Findings found = new Findings();
    for (int rule = 0; rule < rules.size(); rule++) {
      for (int i = 0; i < text.length(); i++) {
        found.as(rules.get(rule).kind(), rule);
        rules.get(rule).rule().look(text, i, found);
      }
    }
    return Overlaps.settle(found.all());
  }

  @Provide
  Arbitrary<String> texts() {
    return SampleTexts.text();
  }

  private static final class CountingText extends FoldedText {
    private long steps;

    CountingText(FoldedText text) {
      super(text);
    }

    @Override
    public char at(int i) {
      steps++;
      return super.at(i);
    }
  }
}
