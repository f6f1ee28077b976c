package prefmill.pipelines.property.caps;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.datasets.rows.ChatMessage;
import prefmill.datasets.rows.PreferenceRow;
import prefmill.pipelines.property.Rows;
import prefmill.pipelines.property.events.NativeEvents;
import prefmill.pipelines.scenario.Workshop;

/** What was published once holds no near-duplicates. */
class CollapseTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TRAIN = "splits: {train: 1, validation: 0, test: 0}\ncaps: off\n";

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink"})
  void publishedRowsFedBackAreAllKept(String runner, @TempDir Path temp) throws IOException {
    Workshop first = Workshop.in(temp.resolve("first")).events("a.jsonl", NativeEvents.of(900, 17));
    Rows published = Rows.of(first.build(first.policy(TRAIN), runner).version());
    assertThat(collapsed(published), not(empty()));
    assertThat(published.pairs().size(), greaterThan(30));

    List<String> lines = new ArrayList<>();
    for (PreferenceRow row : published.pairs()) {
      lines.add(comparison(row, lines.size()));
    }
    Workshop second = Workshop.in(temp.resolve("second")).events("a.jsonl", lines);
    Rows again = Rows.of(second.build(second.policy(TRAIN), runner).version());
    assertThat(collapsed(again), empty());
    assertThat(again.pairs().size(), equalTo(published.pairs().size()));
  }

  @Test
  void twoTurnsOfALongConversationAreBothKept(@TempDir Path temp) throws IOException {
    List<String> lines = new ArrayList<>();
    ArrayNode history = JSON.createArrayNode();
    for (int turn = 0; turn < 20; turn++) {
      String prompt = turn % 2 == 0 ? "And then?" : Phrases.of(turn, 40);
      String answer = Phrases.of(100 + turn, 60);
      ObjectNode event = JSON.createObjectNode();
      event.put("event_id", "turn" + turn).put("user_id", "u").put("message_id", "m" + turn);
      event.put("created_at", "2026-11-01T00:00:00Z").set("history", history.deepCopy());
      event.put("prompt", prompt).put("response", answer);
      event.putObject("signal").put("kind", "thumb").put("value", "up");
      lines.add(event.toString());
      history.addObject().put("role", "user").put("content", prompt);
      history.addObject().put("role", "assistant").put("content", answer);
    }
    Workshop workshop = Workshop.in(temp).events("a.jsonl", lines);
    Rows rows = Rows.of(workshop.build(workshop.policy(TRAIN), "direct").version());
    assertThat(rows.demonstrations().size(), equalTo(20));
    assertThat(rows.verdicts().size(), equalTo(20));
  }

  private static List<String> collapsed(Rows rows) {
    return rows.ledger().keySet().stream()
        .filter(event -> rows.fate(event).equals("near_duplicate.collapsed"))
        .toList();
  }

  private static String comparison(PreferenceRow row, int number) {
    ObjectNode event = JSON.createObjectNode();
    event.put("event_id", "again" + number).put("user_id", "u" + number);
    event.put("created_at", "2026-11-01T00:00:00Z");
    ArrayNode history = event.putArray("history");
    List<ChatMessage> prompt = row.prompt();
    for (ChatMessage message : prompt.subList(0, prompt.size() - 1)) {
      if (message.role().equals("system")) {
        event.put("system", message.content());
      } else {
        history.addObject().put("role", message.role()).put("content", message.content());
      }
    }
    event.put("prompt", prompt.get(prompt.size() - 1).content());
    ObjectNode signal = event.putObject("signal").put("kind", "choice").put("winner", 0);
    ArrayNode candidates = signal.putArray("candidates");
    candidates.addObject().put("response", row.chosen().get(0).content());
    candidates.addObject().put("response", row.rejected().get(0).content());
    return event.toString();
  }
}
