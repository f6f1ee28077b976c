package prefmill.transforms.mask.keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import prefmill.transforms.event.Body;
import prefmill.transforms.event.Exchange;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.event.Labels;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.event.Polarity;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.Id;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.EventMasker;
import prefmill.transforms.mask.MaskingRules;

class LaterKeysTest {
  private static final String FIRST = "the first masking key";
  private static final String SECOND = "the second masking key";
  private static final String THIRD = "the third masking key";

  @Property(tries = 200)
  void whatIsCarriedOverIsWhatLandsUnderAllKeys(
      @ForAll("ids") String eventId, @ForAll("texts") String text) {
    FeedbackEvent event = event(eventId, text);
    MaskedEvent carried = masker(FIRST).maskEvent(event);
    carried = LaterKeys.of(List.of(hash(FIRST, SECOND))).apply(carried);
    carried = LaterKeys.of(List.of(hash(FIRST, SECOND, THIRD))).apply(carried);

    assertThat(carried, equalTo(masker(FIRST, SECOND, THIRD).maskEvent(event)));
  }

  @Example
  void nothingIsLeftThatTheFirstKeyTells() {
    FeedbackEvent event = event("anna@example.com", "Write to anna@example.com");
    MaskedEvent before = masker(FIRST).maskEvent(event);
    MaskedEvent after = masker(FIRST, SECOND).maskEvent(event);
    String token = before.body().exchange().prompt().substring("Write to ".length());

    assertThat(after.toString(), not(containsString(token)));
    assertThat(after.toString(), not(containsString(before.keys().eventId())));
    assertThat(after.toString(), not(containsString(before.keys().person().hex())));
    assertThat(after.keys().eventId(), is(after.keys().event().hex()));
  }

  @Example
  void idsUnderAllKeysAreThoseOfTheFirstCarriedOver() {
    Id first = hash(FIRST).id("user", "", "anna");

    assertThat(hash(FIRST, SECOND).id("user", "", "anna"), is(hash(FIRST, SECOND).again(first)));
    assertThat(hash(SECOND).keyId(), is(not(hash(FIRST, SECOND).keyId())));
    assertThat(hash(FIRST, SECOND).again(Id.NONE), is(Id.NONE));
  }

  @Provide
  Arbitrary<String> ids() {
    return Arbitraries.of("e1", "anna@example.com", "2").injectNull(0.3);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "anna@example.com",
            "<EMAIL#0123456789abcdef>",
            "<EMAIL_1>",
            "<",
            "+49 151 23456789",
            " and ",
            "{\"a\": 4111111111111111}",
            "x",
            "<PHONE#")
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }

  private static EventMasker masker(String... keys) {
    return EventMasker.of(MaskingRules.defaults(), hash(keys), List.of());
  }

  private static KeyedHash hash(String... keys) {
    return KeyedHash.of(
        List.of(keys).stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList(),
        "support");
  }

  private static FeedbackEvent event(String eventId, String text) {
    Exchange exchange = new Exchange(null, List.of(), null, List.of(), text, "Gladly: " + text);
    List<Signal> signals = List.of(new Signal.Thumb(Polarity.UP));
    Body body = new Body(exchange, null, null, null, Labels.NONE, null, false, signals);
    Author author = new Author("anna", "Anna Schmidt", null, null);
    return new FeedbackEvent("app", eventId, "", author, "c1", "m1", 1, 2, body);
  }
}
