package prefmill.transforms.mask.rules.birth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.RuleScanner;
import prefmill.transforms.mask.rules.RuleScanner.Ranked;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/** Each word for birth can be read where people write it. */
class BirthWordsTest {
  @Test
  void eachWordTellsBeforeADateAndBehindIt() {
    for (String word : DateOfBirthRule.BIRTH_WORDS.split(" ", -1)) {
      assertThat(word, finds(new DateOfBirthRule(), word + " 12.03.1985"), is(true));
      boolean behind = word.equals("d.o.b") || finds(new DateOfBirthRule(), "12.03.1985 " + word);
      assertThat(word, behind, is(true));
    }
    assertThat(finds(new DateOfBirthRule(), "thing 12.03.1985 thing"), is(false));
  }

  private static boolean finds(PiiRule rule, String text) {
    Findings found = new Findings();
    RuleScanner.of(List.of(new Ranked(0, rule))).scan(FoldedText.of(text), found);
    return !found.isEmpty();
  }
}
