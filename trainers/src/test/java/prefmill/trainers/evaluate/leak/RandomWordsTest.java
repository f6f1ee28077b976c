package prefmill.trainers.evaluate.leak;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which words look drawn at random. */
class RandomWordsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk_live_9aF3kQ7xZp2Lm8Rt",
        "550e8400-e29b-41d4-a716-446655440000",
        "ghp_1Xy9Zk3Qw7Er5Ty2Ui8O",
        "4929183750264817",
        "K7QX-92MF-L0PW"
      })
  void findsKeysTokensAndNumbers(String secret) {
    assertThat(RandomWords.of("It is " + secret + ", keep it."), contains(secret));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "misunderstanding internationalization",
        "the build of 2026-11-20 is version-2-installation",
        "<PAYMENT_CARD_1> and <NATIONAL_ID_12>",
        "https://example.org/help/settings/printers",
        "1000000000000000000",
        "aaaaaaaaaa1111111111"
      })
  void leavesWordsDatesPlaceholdersAndPatterns(String text) {
    assertThat(RandomWords.of(text), is(empty()));
  }

  @Test
  void findsNineInTenRandomKeys() {
    SplittableRandom random = new SplittableRandom(4);
    int found = 0;
    for (int i = 0; i < 1_000; i++) {
      StringBuilder key = new StringBuilder();
      for (int j = 0; j < 16; j++) {
        key.append(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                .charAt(random.nextInt(62)));
      }
      found += RandomWords.of("key " + key).size();
    }
    assertThat("of 1000: " + found, found >= 900, is(true));
  }
}
