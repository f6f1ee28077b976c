package prefmill.transforms.mask;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
  private static final String FIRST = "<EMAIL#00000000000000aa>";
  private static final String SECOND = "<EMAIL#00000000000000bb>";
  private static final String THIRD = "<EMAIL#00000000000000cc>";
  private static final String PHONE = "<PHONE#00000000000000aa>";

  @Test
  void numbersRunByFirstUseInThePromptThenByToken() {
    Placeholders row =
        Placeholders.of(
            List.of("be kind", "write to " + THIRD + " or " + PHONE), List.of(SECOND, FIRST));

    assertThat(row.apply(THIRD + PHONE), is("<EMAIL_1><PHONE_1>"));
    assertThat(row.apply(FIRST + " " + SECOND), is("<EMAIL_2> <EMAIL_3>"));
  }

  @Test
  void exchangingChosenAndRejectedExchangesNothingElse() {
    List<String> prompt = List.of("hello " + SECOND);
    String chosen = THIRD + FIRST;
    String rejected = "a " + FIRST + SECOND;

    Placeholders row = Placeholders.of(prompt, List.of(chosen, rejected));
    Placeholders exchanged = Placeholders.of(prompt, List.of(rejected, chosen));

    assertThat(exchanged.apply(chosen), is(row.apply(chosen)));
    assertThat(exchanged.apply(rejected), is(row.apply(rejected)));
    assertThat(row.apply(chosen), is("<EMAIL_3><EMAIL_2>"));
  }

  @Test
  void aNumberThatTheTextAlreadyUsesIsSkipped() {
    Placeholders row = Placeholders.of(List.of(FIRST), List.of("as <EMAIL_1> said"));

    assertThat(row.apply(FIRST + " <EMAIL_1>"), is("<EMAIL_2> <EMAIL_1>"));
  }

  @Test
  void textWithoutTokensStaysItself() {
    String text = "a < b, C# and <EMAIL_1>, <EMAIL#not-hexadecimal>";
    Placeholders row = Placeholders.of(List.of(text), List.of(FIRST));

    assertThat(row.apply(text), is(text));
    assertThat(Placeholders.of(List.of(text), List.of()).apply(text), sameInstance(text));
  }

  @Test
  void countsEachPlaceholderOfARowOnce() {
    List<String> texts =
        List.of(
            "<EMAIL_1> or <EMAIL_2>, not <EMAIL_1>", "<EMAIL_2> <US_SSN_1>", "<NOTE_1> <EMAIL>");

    assertThat(Placeholders.count(texts), is(Map.of(PiiType.EMAIL, 2, PiiType.US_SSN, 1)));
  }
}
