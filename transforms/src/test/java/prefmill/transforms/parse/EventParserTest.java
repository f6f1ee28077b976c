package prefmill.transforms.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.List;
import org.junit.jupiter.api.Test;
import prefmill.transforms.event.Body;
import prefmill.transforms.event.Exchange;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.event.Labels;
import prefmill.transforms.event.Message;
import prefmill.transforms.event.Polarity;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.parse.preset.Preset;

class EventParserTest {
  private static final KeyedHash HASH = KeyedHash.of(new byte[32], "support");

  @Test
  void readsEveryFieldOfANativeEvent() {
    String line =
        """
        {"event_id":"e1","user_id":7,"user_name":"Ann","user_email":"ann@example.org",
         "curator":"bob@example.org","conversation_id":"c3","message_id":"m9",
         "created_at":"2026-11-20T10:00:00Z","received_at":"2026-11-20T12:00:01.5+02:00",
         "organization":"o1","system":"Be kind.",
         "history":[{"role":"user","content":"hi"},
           {"role":"assistant","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}],
         "tools":[{"name":"t","args":{"z":1,"a":2.50}}],
         "context_documents":["doc",{"title":"x","body":"y"}],
         "prompt":"p","response":"r","model":"m","adapter":"support@12","subject":"s","category":"c",
         "action":"open","action_data":{"b":1,"a":null},"reason":"fact","comment":"no","tags":["t1"],
         "arm":"B","consent":true,"synthetic":false,
         "signals":[{"kind":"thumb","value":"down"},{"kind":"correction","text":"better"}],
         "extra":{"x":1}}
        """;
    FeedbackEvent expected =
        new FeedbackEvent(
            null,
            "e1",
            "app",
            new FeedbackEvent.Author("7", "Ann", "ann@example.org", "bob@example.org"),
            "c3",
            "m9",
            1_795_168_800_000_000L,
            1_795_168_801_500_000L,
            new Body(
                new Exchange(
                    "Be kind.",
                    List.of(new Message("user", "hi"), new Message("assistant", "a\nb")),
                    "[{\"args\":{\"a\":2.5,\"z\":1},\"name\":\"t\"}]",
                    List.of("doc", "{\"body\":\"y\",\"title\":\"x\"}"),
                    "p",
                    "r"),
                "m",
                "support@12",
                "o1",
                new Labels(
                    "s", "c", "open", "{\"a\":null,\"b\":1}", "fact", "no", List.of("t1"), "B"),
                true,
                false,
                List.of(new Signal.Thumb(Polarity.DOWN), new Signal.Correction("better"))));

    Parsed parsed = EventParser.of(Preset.named("native"), "app", HASH).parse(line.getBytes(UTF_8));

    assertThat(parsed, equalTo(new Parsed.Events(List.of(expected))));
  }
}
