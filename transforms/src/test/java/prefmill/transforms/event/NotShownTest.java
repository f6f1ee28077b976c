package prefmill.transforms.event;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import prefmill.transforms.keys.EventKeys;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.EventMasker;
import prefmill.transforms.mask.MaskingRules;
import prefmill.transforms.parse.Envelope;
import prefmill.transforms.parse.EventParser;
import prefmill.transforms.parse.Parsed;
import prefmill.transforms.parse.RawRecord;
import prefmill.transforms.parse.preset.Preset;

/** Runners log elements as text when they are asked for details: none tells what was not masked. */
class NotShownTest {
  private static final KeyedHash HASH = KeyedHash.of(new byte[32], "support");
  private static final String CANARY = "ann@example.org";

  @Test
  void whatIsNotMaskedIsNotShown() {
    Envelope envelope =
        new Envelope(CANARY, List.of(new Envelope.Header("by", CANARY)), FeedbackEvent.NO_TIME);
    byte[] bytes = record(CANARY).getBytes(StandardCharsets.UTF_8);
    RawRecord record = new RawRecord("app", "feedback-0", 0, 1, bytes.length, bytes, envelope);
    assertThat(record.toString(), not(containsString(CANARY)));
    assertThat(envelope.headers().toString(), not(containsString(CANARY)));
    Parsed parsed = EventParser.of(Preset.named("native"), "", HASH).parse(record);
    assertThat(parsed, instanceOf(Parsed.Events.class));
    FeedbackEvent event = ((Parsed.Events) parsed).events().get(0);
    for (Object each : List.of(parsed, event, event.author())) {
      assertThat(each.toString(), not(containsString(CANARY)));
      assertThat(each.toString(), not(containsString("Ann Smith")));
    }
    assertThat(event.toString(), containsString("app"));
  }

  @Test
  void anIdThatMayBeAnAddressIsKeptAsItsHash() {
    for (String id :
        List.of(CANARY, "of-" + CANARY + "-7", "ann\uff20example.org", "ann%40x.org")) {
      EventKeys keys = keys(id);
      assertThat(keys.eventId(), equalTo(keys.event().hex()));
      assertThat(keys.eventId(), equalTo(EventKeys.kept(HASH, id)));
    }
    assertThat(keys("4539148803436467").eventId(), is("4539148803436467"));
  }

  private static EventKeys keys(String id) {
    Parsed parsed =
        EventParser.of(Preset.named("native"), "", HASH)
            .parse(record(id).getBytes(StandardCharsets.UTF_8));
    FeedbackEvent event = ((Parsed.Events) parsed).events().get(0);
    return EventMasker.of(MaskingRules.defaults(), HASH, List.of()).maskEvent(event).keys();
  }

  private static String record(String id) {
    return """
        {"event_id":"%s","user_name":"Ann Smith","user_email":"ann@example.org","prompt":"Is it ann@example.org?",\
        "response":"It is Ann Smith.","signal":{"kind":"thumb","value":"up"}}"""
        .formatted(id);
  }
}
