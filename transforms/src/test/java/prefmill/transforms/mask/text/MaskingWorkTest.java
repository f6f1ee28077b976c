package prefmill.transforms.mask.text;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.transforms.event.Body;
import prefmill.transforms.event.Exchange;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.event.Labels;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.event.Polarity;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.EventMasker;
import prefmill.transforms.mask.MaskingRules;
import prefmill.transforms.mask.PiiMasker;

class MaskingWorkTest {
  private static final KeyedHash HASH =
      KeyedHash.of("0123456789abcdef".getBytes(StandardCharsets.UTF_8), "test");

  /** Each address stands behind the last one, so that every token uncovers just one more. */
  private static final String CHAIN = "111::";

  private final PiiMasker masker = PiiMasker.of(MaskingRules.defaults(), HASH);

  @ParameterizedTest
  @ValueSource(strings = {"01 2 ", "10.0.0.1/"})
  void aRowOfValuesIsMaskedInOneReading(String value) {
    String masked = masker.mask(value.repeat(20_000), Author.UNKNOWN).text();
    assertThat(masked, not(containsString(value.repeat(2))));
  }

  @Test
  void aVersionAtTheStartOfATextIsBehindNoValue() {
    assertThat(masker.mask("^10.11.12.13", Author.UNKNOWN).text(), is("^10.11.12.13"));
  }

  @Test
  void aChainThatPeopleMayWriteIsMasked() {
    String masked = masker.mask(CHAIN.repeat(50), Author.UNKNOWN).text();
    assertThat(masker.mask(masked, Author.UNKNOWN).text(), is(masked));
    assertThat(masked, not(containsString("111")));
  }

  @Test
  void aChainWithoutEndIsRefused() {
    assertThrows(MaskingWork.Spent.class, () -> masker.mask(CHAIN.repeat(20_000), Author.UNKNOWN));
  }

  @Test
  void anEventWithSuchATextKeepsNoneAndSaysWhy() {
    MaskedEvent masked =
        EventMasker.of(MaskingRules.defaults(), HASH, List.of())
            .maskEvent(event(CHAIN.repeat(20_000)));
    assertThat(masked.keys().dropped(), is("too_much_work"));
    assertThat(masked.body().exchange().prompt(), is(""));
    assertThat(masked.body().exchange().response(), is(""));
  }

  private static FeedbackEvent event(String response) {
    return new FeedbackEvent(
        null,
        "e1",
        "",
        Author.UNKNOWN,
        "c",
        "m",
        5,
        FeedbackEvent.NO_TIME,
        new Body(
            new Exchange(null, List.of(), null, List.of(), "What is this?", response),
            null,
            null,
            null,
            Labels.NONE,
            true,
            false,
            List.of(new Signal.Thumb(Polarity.UP))));
  }
}
