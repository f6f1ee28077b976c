package prefmill.transforms.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.List;
import org.junit.jupiter.api.Test;
import prefmill.transforms.event.Candidate;
import prefmill.transforms.event.Exchange;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.event.Message;
import prefmill.transforms.event.Polarity;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.parse.preset.Preset;

/** Shapes that people have lying about, read by mappings as a policy holds them. */
class OwnMappingTest {
  private static final String SHAREGPT_PAIRS =
      """
      (
        $turns := conversations[from != "system"];
        $roles := {"human": "user", "gpt": "assistant"};
        $last := $count($turns) - 1;
        {
          "system": conversations[from = "system"][0].value,
          "history": [$filter($turns, function($t, $i) { $i < $last }).{
            "role": $lookup($roles, from), "content": value}],
          "prompt": $turns[$last].value,
          "signal": {
            "kind": "choice",
            "candidates": [{"response": chosen.value}, {"response": rejected.value}],
            "winner": 0
          }
        }
      )
      """;

  private static final String LABELLED_CHATS =
      """
      (
        $last := $count(messages) - 1;
        {
          "history": [$filter(messages, function($m, $i) { $i < $last - 1 }).{
            "role": role, "content": content}],
          "prompt": messages[$last - 1].content,
          "response": messages[$last].content,
          "signal": {"kind": "thumb", "value": label ? "up" : "down"}
        }
      )
      """;

  @Test
  void sharegptPairsAreChoices() {
    FeedbackEvent event =
        parse(
            SHAREGPT_PAIRS,
            """
            {"conversations":[{"from":"system","value":"Be kind."},{"from":"human","value":"Hi"},
              {"from":"gpt","value":"Hello"},{"from":"human","value":"Tea or coffee?"}],
             "chosen":{"from":"gpt","value":"Tea."},"rejected":{"from":"gpt","value":"No."}}
            """);
    assertThat(
        event.body().exchange(),
        equalTo(
            new Exchange(
                "Be kind.",
                List.of(new Message("user", "Hi"), new Message("assistant", "Hello")),
                null,
                List.of(),
                "Tea or coffee?",
                null)));
    assertThat(
        event.body().signals(),
        equalTo(
            List.of(
                new Signal.Choice(
                    List.of(new Candidate(null, "Tea."), new Candidate(null, "No.")), 0, null))));
  }

  @Test
  void labelledChatsAreThumbs() {
    FeedbackEvent event =
        parse(
            LABELLED_CHATS,
            """
            {"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"},
              {"role":"user","content":"Tea?"},{"role":"assistant","content":"Yes."}],"label":false}
            """);
    assertThat(
        event.body().exchange(),
        equalTo(
            new Exchange(
                null,
                List.of(new Message("user", "Hi"), new Message("assistant", "Hello")),
                null,
                List.of(),
                "Tea?",
                "Yes.")));
    assertThat(event.body().signals(), equalTo(List.of(new Signal.Thumb(Polarity.DOWN))));
  }

  @Test
  void rowsDoNotSeeOneAnother() {
    EventParser parser =
        parser(
            """
            ($x ? 1 : x ? ($x := x; 0); {"prompt": $x & "p", "response": "r",
              "signal": {"kind": "thumb", "value": "up"}})
            """);
    Parsed first = parser.parse("{\"x\":\"seen\"}".getBytes(UTF_8));
    Parsed other = parser.parse("{\"y\":1}".getBytes(UTF_8));
    assertThat(prompt(other), equalTo("p"));
    for (int i = 0; i < 5_000; i++) {
      assertThat(parser.parse("{\"x\":\"seen\"}".getBytes(UTF_8)), equalTo(first));
    }
  }

  private static String prompt(Parsed parsed) {
    return ((Parsed.Events) parsed).events().get(0).body().exchange().prompt();
  }

  private static EventParser parser(String mapping) {
    return EventParser.of(Preset.mapping(mapping), "", KeyedHash.of(new byte[32], "support"));
  }

  private static FeedbackEvent parse(String mapping, String row) {
    return ((Parsed.Events) parser(mapping).parse(row.getBytes(UTF_8))).events().get(0);
  }
}
