package prefmill.runners.nightly;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.runners.evaluation.JudgeServer;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainingPlan;

/** A nightly run whose answers a real mlx_lm.server judges with a tiny model. */
@Tag("python")
class JudgedGateTest {
  private static final int PROMPTS = 3;
  private static final String PLAN =
      "min_new_rows: 1, hyperparameters: {epochs: 1, batch_size: 4}, evaluation: {min_persons: 2, judge:"
          + " {url: \"http://127.0.0.1:%d/v1\", model: default_model, prompts: "
          + PROMPTS
          + "}}";

  @TempDir private Path temporary;

  @Test
  void aJudgeThatAlwaysNamesTheFirstAnswerSeesOnlyTies() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 40);
    int port;
    try (JudgeServer server =
        JudgeServer.start(alwaysA(temporary.resolve("model")), temporary.resolve("server.log"))) {
      port = server.port();
      folder.policy(PLAN.formatted(port));
      Invocation trained = folder.command("nightly", "--runner", "direct");
      assertThat(trained.err(), trained.exitCode(), is(0));
    }
    JsonNode judge =
        folder.command("registry", "show").json().path("evaluation").path("metrics").path("judge");
    assertThat(judge.toString(), judge.path("comparisons").asInt(), is(PROMPTS));
    assertThat(judge.path("unreadable").asInt(), is(0));
    assertThat(judge.path("ties").asInt(), is(PROMPTS));
    assertThat(judge.path("win_rate").asDouble(), is(0.5));

    folder.policy(PLAN.formatted(port) + ", name: other");
    Invocation alone = folder.command("train", "test");
    assertThat(alone.exitCode(), is(1));
    assertThat(alone.err(), containsString("does not answer: start it"));
  }

  /** A model that answers A, whatever it is asked. */
  private Path alwaysA(Path model) throws Exception {
    Map<String, String> chats = new LinkedHashMap<>();
    for (int i = 0; i < 40; i++) {
      chats.put("Which is better, " + "x".repeat(i) + " or " + i + "?", "A");
    }
    return JudgeServer.taught(
        model, chats, TrainingPlan.of(Method.SFT).withPace(8, 8, 2e-2), temporary);
  }
}
