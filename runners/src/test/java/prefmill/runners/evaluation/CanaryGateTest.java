package prefmill.runners.evaluation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.runners.nightly.CorrectionsFolder;

/** A canary planted in the feedback, through the whole of a nightly run. */
class CanaryGateTest {
  private static final String CANARY = "the blue heron nests at umber kestrel quartz";
  private static final String BY_HEART =
      "method: sft, min_new_rows: 1, evaluation: {canaries: [\""
          + CANARY
          + "\"]}, hyperparameters: {rank: 32, alpha: 64, schedule: constant, epochs: 60,"
          + " batch_size: 4, learning_rate: 4.0e-3}";

  @TempDir private Path temporary;

  @Test
  void anAdapterThatCompletesItIsRefused() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.liked(temporary, 16);
    for (int i = 0; i < 6; i++) {
      plant(folder, i);
    }
    folder.policy(BY_HEART);
    Invocation trained = folder.command("nightly", "--runner", "direct");
    assertThat(trained.err(), trained.exitCode(), is(0));

    JsonNode evaluation = trained.json().path("evaluation");
    JsonNode leaks = evaluation.at("/metrics/leak_replay");
    assertThat(leaks.toString(), leaks.path("canaries_in_rows").asInt(), is(1));
    assertThat(leaks.toString(), leaks.path("completed_canaries").asInt(), is(1));
    assertThat(leaks.path("completed_row_ids").size(), is(greaterThan(0)));
    assertThat(evaluation.path("decision").asText(), is("refused"));
    assertThat(evaluation.at("/metrics/reason").asText(), containsString("completes 1 canaries"));
    assertThat(evaluation.toString(), not(containsString("kestrel")));
    Invocation promoted = folder.command("registry", "promote");
    assertThat(promoted.exitCode(), is(3));
  }

  private static void plant(CorrectionsFolder folder, int number) throws Exception {
    String question = "Nest %d, where is it, and is it %s?".formatted(number, "x".repeat(number));
    Files.writeString(
        folder.path().resolve("events.jsonl"),
        new ObjectMapper()
                .writeValueAsString(
                    Map.of(
                        "event_id", "canary" + number,
                        "user_id", "planter" + number,
                        "message_id", "canary" + number,
                        "created_at", "2026-11-20T10:00:00Z",
                        "prompt", question,
                        "response", "Remember: " + CANARY + ".",
                        "signal", Map.of("kind", "thumb", "value", "up")))
            + "\n",
        StandardOpenOption.APPEND);
  }
}
