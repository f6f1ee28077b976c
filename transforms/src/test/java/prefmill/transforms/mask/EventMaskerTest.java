package prefmill.transforms.mask;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import prefmill.transforms.event.Body;
import prefmill.transforms.event.Exchange;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.event.Labels;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.event.Message;
import prefmill.transforms.event.Polarity;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.EventKeys;
import prefmill.transforms.keys.Id;
import prefmill.transforms.keys.KeyedHash;

class EventMaskerTest {
  private static final String TOOLS = "{\"b\": [1.0, {\"y\": 2, \"x\": 1}], \"a\": null}";
  private static final String TOOLS_AGAIN = "{\"a\":null,\"b\":[1,{\"x\":1,\"y\":2}]}";
  private static final List<Signal> UP = List.of(new Signal.Thumb(Polarity.UP));

  private final EventMasker masker = masker(MaskingRules.defaults(), List.of());

  @Test
  void spellingsThatMeanTheSameAreOneContext() {
    Exchange one = exchange("Be kind.\r\nToday", TOOLS, "caf\u00e9? ", "anna@example.com");
    Exchange other = exchange("Be kind.\nToday\n", TOOLS_AGAIN, "cafe\u0301?", "ANNA@example.com");

    assertThat(keys(one).context(), is(keys(other).context()));
    assertThat(keys(one).bucket(), is(keys(other).bucket()));
  }

  @Test
  void historyAndRolesTellContextsApart() {
    Exchange one = exchange("s", null, "yes", "a");

    assertThat(keys(one).context(), is(not(keys(exchange("s", null, "yes", "b")).context())));
    assertThat(keys(one).bucket(), is(keys(exchange("t", null, "yes", "b")).bucket()));
    assertThat(keys(one).context(), is(not(keys(exchange("t", null, "yes", "a")).context())));
  }

  @Test
  void volatileSpansCountOnlyOnceNamed() {
    Exchange monday = exchange("Today is 2026-11-16.", null, "at 2026-11-16: yes", "a");
    Exchange tuesday = exchange("Today is 2026-11-17.", null, "at 2026-11-17: yes", "a");
    EventMasker dates = masker(MaskingRules.defaults(), List.of("\\d{4}-\\d\\d-\\d\\d"));

    assertThat(keys(monday).context(), is(not(keys(tuesday).context())));
    MaskedEvent one = dates.maskEvent(event("e1", monday, UP));
    MaskedEvent other = dates.maskEvent(event("e2", tuesday, UP));
    assertThat(one.keys().context(), is(other.keys().context()));
    assertThat(one.keys().bucket(), is(other.keys().bucket()));
    assertThat(one.body().exchange().system(), is("Today is 2026-11-16."));
  }

  @Test
  void everyTextIsMaskedAndIdsAreHashed() {
    Exchange exchange = exchange("anna@x.org", "[\"anna@x.org\"]", "anna@x.org", "anna@x.org");
    MaskedEvent masked =
        masker.maskEvent(event("e1", exchange, List.of(new Signal.Correction("I, Anna"))));

    assertThat(masked.toString(), not(containsString("nna")));
    assertThat(masked.keys().eventId(), is("e1"));
    assertThat(masked.keys().dropped(), is(nullValue()));
    assertThat(masked.keys().person().isPresent(), is(true));
  }

  @Test
  void thePersonIsTheUserElseTheConversationElseTheEvent() {
    Exchange exchange = exchange(null, null, "p", "h");
    Author nobody = Author.UNKNOWN;
    EventKeys byUser = keys(event("e1", "u1", "c1", exchange));
    EventKeys byConversation =
        keys(new FeedbackEvent(null, "e1", "", nobody, "c1", "m1", 1, 2, body(exchange, UP)));
    EventKeys byEvent =
        keys(new FeedbackEvent(null, "e1", "", nobody, null, "m1", 1, 2, body(exchange, UP)));

    assertThat(byUser.person(), is(keys(event("e9", "u1", "c9", exchange)).person()));
    assertThat(byConversation.person(), is(byConversation.conversation()));
    assertThat(byEvent.person(), is(byEvent.event()));
    assertThat(byEvent.conversation(), is(Id.NONE));
  }

  @Test
  void redeliveriesHaveOneContentAndOtherContentHasAnother() {
    Exchange exchange = exchange("s", TOOLS, "p", "h");
    Author author = new Author("u1", "Anna", null, null);
    FeedbackEvent first =
        new FeedbackEvent(null, null, "", author, "c", "m", 5, 6, body(exchange, UP));
    FeedbackEvent again =
        new FeedbackEvent(
            null,
            null,
            "",
            author,
            "c",
            "m",
            5,
            99,
            body(exchange("s", TOOLS_AGAIN, "p", "h"), UP));
    FeedbackEvent later =
        new FeedbackEvent(null, null, "", author, "c", "m", 6, 6, body(exchange, UP));

    assertThat(keys(first).content(), is(keys(again).content()));
    assertThat(keys(first).eventId(), is(keys(first).content().hex()));
    assertThat(keys(first).event(), is(keys(again).event()));
    assertThat(keys(later).content(), is(not(keys(first).content())));
  }

  @Test
  void aRetractionHasNoContextAndIsBucketedByItsId() {
    Exchange empty = new Exchange(null, List.of(), null, List.of(), null, null);
    List<Signal> retraction = List.of(new Signal.Retraction(null));

    assertThat(keys(event("e1", empty, retraction)).context(), is(Id.NONE));
    assertThat(
        keys(event("e1", empty, retraction)).bucket(),
        is(keys(event("e1", exchange("s", null, "p", "h"), retraction)).bucket()));
    assertThat(
        keys(event("e1", empty, retraction)).bucket(),
        is(not(keys(event("e2", empty, retraction)).bucket())));
  }

  @Test
  void aTypeThatDropsTakesEveryTextAway() {
    EventMasker drops =
        masker(new MaskingRules(Map.of(PiiType.EMAIL, Treatment.DROP), List.of()), List.of());
    MaskedEvent masked =
        drops.maskEvent(event("e1", exchange("hidden", null, "hidden", "to bob@x.org"), UP));

    assertThat(masked.keys().dropped(), is("email"));
    assertThat(masked.body().toString(), not(containsString("hidden")));
    assertThat(masked.body().toString(), not(containsString("EMAIL")));
    assertThat(masked.body().signals(), is(UP));
  }

  @Test
  void aTypeThatIsKeptStays() {
    EventMasker keeps =
        masker(new MaskingRules(Map.of(PiiType.EMAIL, Treatment.KEEP), List.of()), List.of());

    assertThat(
        keeps
            .maskEvent(event("e1", exchange("bob@x.org", null, "p", "h"), UP))
            .body()
            .exchange()
            .system(),
        is("bob@x.org"));
  }

  private EventKeys keys(Exchange exchange) {
    return keys(event("e1", exchange, UP));
  }

  private EventKeys keys(FeedbackEvent event) {
    return masker.maskEvent(event).keys();
  }

  private static EventMasker masker(MaskingRules rules, List<String> volatileSpans) {
    byte[] key = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    return EventMasker.of(rules, KeyedHash.of(key, "test"), volatileSpans);
  }

  private static Exchange exchange(String system, String tools, String prompt, String history) {
    return new Exchange(
        system, List.of(new Message("user", history)), tools, List.of("doc"), prompt, "response");
  }

  private static Body body(Exchange exchange, List<Signal> signals) {
    return new Body(exchange, "m", null, null, Labels.NONE, null, false, signals);
  }

  private static FeedbackEvent event(String id, Exchange exchange, List<Signal> signals) {
    Author anna = new Author("u1", "Anna Schmidt", null, null);
    return new FeedbackEvent(null, id, "", anna, "c1", "m1", 1, 2, body(exchange, signals));
  }

  private static FeedbackEvent event(
      String id, String user, String conversation, Exchange exchange) {
    Author author = new Author(user, null, null, null);
    return new FeedbackEvent(null, id, "", author, conversation, "m1", 1, 2, body(exchange, UP));
  }
}
