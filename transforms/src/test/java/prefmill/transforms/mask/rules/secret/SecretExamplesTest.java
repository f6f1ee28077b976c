package prefmill.transforms.mask.rules.secret;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.MaskingRules;
import prefmill.transforms.mask.PiiMasker;

/** Secrets as people and programs write them, and what only looks like one. */
class SecretExamplesTest {
  private final PiiMasker masker =
      PiiMasker.of(
          MaskingRules.defaults(),
          KeyedHash.of("0123456789abcdef".getBytes(StandardCharsets.UTF_8), "test"));

  @ParameterizedTest
  @CsvFileSource(resources = "found.txt", delimiter = '\t', quoteCharacter = '\0')
  void isFound(String text, String expected) {
    assertThat(masked(text), is(expected));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "left-alone.txt", delimiter = '\t', quoteCharacter = '\0')
  void isLeftAlone(String text) {
    assertThat(masked(text), is(text));
  }

  /** Tokens without their hashes, for the eye. */
  private String masked(String text) {
    return masker.mask(text, Author.UNKNOWN).text().replaceAll("#[0-9a-f]{16}>", ">");
  }
}
