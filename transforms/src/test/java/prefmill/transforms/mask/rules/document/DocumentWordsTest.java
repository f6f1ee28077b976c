package prefmill.transforms.mask.rules.document;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.RuleScanner;
import prefmill.transforms.mask.rules.RuleScanner.Ranked;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/** Each word for a document can be read where people write it. */
class DocumentWordsTest {
  @Test
  void eachWordForPassportsTells() {
    for (String word : DocumentNumberRule.PASSPORT_WORDS.split(" ", -1)) {
      assertThat(word, finds(DocumentNumberRule.ofPassports(), word + ": C01X00T47"), is(true));
    }
  }

  @Test
  void eachWordForLicencesTellsWithAnother() {
    for (String word : DocumentNumberRule.DRIVING_WORDS.split(" ", -1)) {
      String text = word + " licence: B072RRE2I55";
      assertThat(text, finds(DocumentNumberRule.ofDrivingLicences(), text), is(true));
    }
    for (String word : DocumentNumberRule.LICENCE_WORDS.split(" ", -1)) {
      String text = "driving " + word + ": B072RRE2I55";
      assertThat(text, finds(DocumentNumberRule.ofDrivingLicences(), text), is(true));
    }
  }

  @Test
  void aWordForTheLicencesNumberTellsAlone() {
    for (String word : DocumentNumberRule.LICENCE_WORDS.split(" ", -1)) {
      String text = word + ": B072RRE2I55";
      boolean number = word.endsWith("nummer") || word.startsWith("dl");
      assertThat(text, !number || finds(DocumentNumberRule.ofDrivingLicences(), text), is(true));
    }
  }

  @Test
  void noWordTellsNothing() {
    assertThat(finds(DocumentNumberRule.ofPassports(), "thing: C01X00T47"), is(false));
    assertThat(finds(DocumentNumberRule.ofDrivingLicences(), "thing: B072RRE2I55"), is(false));
  }

  private static boolean finds(PiiRule rule, String text) {
    Findings found = new Findings();
    RuleScanner.of(List.of(new Ranked(0, rule))).scan(FoldedText.of(text), found);
    return !found.isEmpty();
  }
}
