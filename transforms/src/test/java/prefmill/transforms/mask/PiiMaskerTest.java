package prefmill.transforms.mask;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.event.KeyedHash;

class PiiMaskerTest {
  private final PiiMasker masker =
      PiiMasker.of(
          MaskingRules.defaults(),
          KeyedHash.of("0123456789abcdef".getBytes(StandardCharsets.UTF_8), "test"));

  @Test
  void anAddressBecomesAToken() {
    Masked masked = masker.mask("Write to Anna.Schmidt@Example.com, please.", Author.UNKNOWN);

    assertThat(masked.text(), matchesPattern("Write to <EMAIL#[0-9a-f]{16}>, please\\."));
    assertThat(masker.mask(masked.text(), Author.UNKNOWN).text(), is(masked.text()));
  }

  @Test
  void theAuthorIsMaskedInAnyCase() {
    Author author = new Author("u1", "Anna Schmidt", "anna", null);

    assertThat(
        masker.mask("I am ANNA, anna schmidt. Annabel is not.", author).text(),
        matchesPattern("I am <PERSON#\\w{16}>, <PERSON#\\w{16}>\\. Annabel is not\\."));
  }
}
