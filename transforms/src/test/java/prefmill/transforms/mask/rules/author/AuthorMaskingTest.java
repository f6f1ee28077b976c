package prefmill.transforms.mask.rules.author;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.MaskingRules;
import prefmill.transforms.mask.PiiMasker;

class AuthorMaskingTest {
  private final PiiMasker masker =
      PiiMasker.of(
          MaskingRules.defaults(),
          KeyedHash.of("0123456789abcdef".getBytes(StandardCharsets.UTF_8), "test"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Anna Schmidt | I am ANNA SCHMIDT, anna-schmidt, Anna's. | I am <PERSON>, <PERSON>, <PERSON>'s.",
        "Anna Schmidt | Schmidt, Anna: anna_schmidt.pdf | <PERSON>, <PERSON>: <PERSON>.pdf",
        "Anna Schmidt | Annabel Schmidts hannah | Annabel Schmidts hannah",
        "Jörg Müller-Lüdenscheidt | müller and JÖRG, Lüdenscheidt | <PERSON> and <PERSON>, <PERSON>",
        "Will Smith | Will you ask Mr Smith? I am will smith. | Will you ask Mr Smith? I am <PERSON>.",
        "Will | I will. Regards, Will | I will. Regards, <PERSON>",
        "Jo Li | Jo Li said so, and so did Jo | <PERSON> said so, and so did Jo",
        "王小明 | 我是王小明。 | 我是<PERSON>。",
        "Support Team | The support team said no | The support team said no",
        "user | A user is a user | A user is a user",
      })
  void theNameIsMaskedAndItsLookAlikesAreNot(String name, String text, String expected) {
    assertThat(masked(text, new Author("u1", name, null, null)), is(expected));
  }

  @Test
  void theAddressesOfAuthorAndCuratorAreMaskedInAnyForm() {
    Author author = new Author("u1", null, "anna@intranet", "Kurt@curators");

    assertThat(
        masked("ask ANNA@intranet or kurt@curators, not hanna@intranet", author),
        is("ask <EMAIL> or <EMAIL>, not hanna@intranet"));
  }

  @Test
  void anAddressOfOneCharacterIsMaskedWhateverFollows() {
    assertThat(
        masked("say @ home @", new Author("u1", null, "@", null)), is("say <EMAIL> home <EMAIL>"));
  }

  @Test
  void theAuthorKeepsOneTokenInAllSpellings() {
    Author author = new Author("u1", "Anna Schmidt", null, null);

    assertThat(masker.mask("ANNA", author).text(), is(masker.mask("anna  schmidt", author).text()));
  }

  @Test
  void anotherAuthorIsNotMasked() {
    assertThat(masked("Anna", new Author("u1", "Anna", null, null)), is("<PERSON>"));
    assertThat(masked("Anna", new Author("u2", "Bert", null, null)), is("Anna"));
  }

  private String masked(String text, Author author) {
    return masker.mask(text, author).text().replaceAll("#[0-9a-f]{16}>", ">");
  }
}
