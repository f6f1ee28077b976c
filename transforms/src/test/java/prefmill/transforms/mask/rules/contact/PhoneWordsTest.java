package prefmill.transforms.mask.rules.contact;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.RuleScanner;
import prefmill.transforms.mask.rules.RuleScanner.Ranked;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/** Each word that tells what a number is can be read where people write it. */
class PhoneWordsTest {
  private final PhoneRule rule = PhoneRule.of(List.of("US"));

  @Test
  void eachWordForPhonesTells() {
    for (String word : PhoneContext.PHONE_WORDS.split(" ", -1)) {
      assertThat(word, finds(rule, word + ": 2125550123"), is(true));
    }
    assertThat(finds(rule, "thing: 2125550123"), is(false));
  }

  @Test
  void eachFieldTellsBeforeAnEqualitySign() {
    for (String word : PhoneContext.FIELD_WORDS.split(" ", -1)) {
      assertThat(word, finds(rule, word + "=2125550123"), is(true));
    }
  }

  @Test
  void eachWordForOtherNumbersTells() {
    for (String word : PhoneContext.OTHER_WORDS.split(" ", -1)) {
      assertThat(word, finds(rule, word + " 212-555-0123"), is(false));
    }
    assertThat(finds(rule, "thing 212-555-0123"), is(true));
  }

  private static boolean finds(PiiRule rule, String text) {
    Findings found = new Findings();
    RuleScanner.of(List.of(new Ranked(0, rule))).scan(FoldedText.of(text), found);
    return !found.isEmpty();
  }
}
