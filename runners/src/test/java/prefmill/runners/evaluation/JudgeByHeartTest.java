package prefmill.runners.evaluation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.runners.nightly.CorrectionsFolder;

/**
 * Wins, losses and unreadable words of a real mlx_lm.server: what the gate asks is written down
 * first, then tiny models learn by heart which of the two answers to name.
 */
@Tag("python")
@Tag("soak")
class JudgeByHeartTest {
  private static final int PROMPTS = 3;
  private static final String PLAN =
      "min_new_rows: 1, hyperparameters: {epochs: 4, learning_rate: 5.0e-3, batch_size: 4},"
          + " evaluation: {min_persons: 2, judge: {url: \"http://127.0.0.1:%d/v1\","
          + " model: default_model, prompts: "
          + PROMPTS
          + "}}";

  @TempDir private Path temporary;

  @Test
  void itsWordIsAWinALossOrNothing() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 40);
    List<String> questions = questions(folder);
    assertThat(questions.size(), is(2 * PROMPTS));

    JsonNode won = judged(folder, judge(questions, "A", "B"));
    assertThat(won.toString(), won.at("/metrics/judge/win_rate").asDouble(), is(1.0));
    assertThat(won.at("/metrics/judge/ties").asInt(), is(0));

    JsonNode lost = judged(folder, judge(questions, "B", "A"));
    assertThat(lost.toString(), lost.at("/metrics/judge/win_rate").asDouble(), is(0.0));
    assertThat(lost.at("/metrics/judge/comparisons").asInt(), is(PROMPTS));
    assertThat(lost.path("decision").asText(), is("refused"));
    assertThat(
        lost.at("/metrics/reason").asText(), containsString("The judge prefers the baseline's"));
    assertThat(lost.at("/metrics/look").asInt(), is(3));

    JsonNode mumbled = judged(folder, temporary.resolve("model"));
    assertThat(mumbled.at("/metrics/judge/unreadable").asInt(), is(PROMPTS));
    assertThat(
        mumbled.at("/metrics/reason").asText(),
        containsString(
            "The judge compared answers to 0 of 3 prompts: of 3 its word was unreadable"));
  }

  /** What the gate asks, in its order: of each prompt the candidate's answer first, then second. */
  private static List<String> questions(CorrectionsFolder folder) throws Exception {
    List<String> questions = new ArrayList<>();
    HttpServer recorder =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    recorder.createContext(
        "/v1/chat/completions",
        exchange -> {
          JsonNode asked = new ObjectMapper().readTree(exchange.getRequestBody());
          questions.add(asked.at("/messages/0/content").asText());
          answer(exchange);
        });
    recorder.start();
    try {
      folder.policy(PLAN.formatted(recorder.getAddress().getPort()));
      Invocation trained = folder.command("nightly", "--runner", "direct");
      assertThat(trained.err(), trained.exitCode(), is(0));
    } finally {
      recorder.stop(0);
    }
    return questions;
  }

  private static void answer(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
    byte[] tie =
        "{\"choices\":[{\"message\":{\"content\":\"TIE\"}}]}".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, tie.length);
    exchange.getResponseBody().write(tie);
    exchange.close();
  }

  private Path judge(List<String> questions, String first, String second) throws Exception {
    Map<String, String> answers = new LinkedHashMap<>();
    for (int i = 0; i < questions.size(); i++) {
      answers.put(questions.get(i), i % 2 == 0 ? first : second);
    }
    Path place = Files.createDirectories(temporary.resolve("names-" + first));
    return JudgeServer.taught(temporary.resolve("model"), answers, JudgeServer.byHeart(), place);
  }

  private JsonNode judged(CorrectionsFolder folder, Path model) throws Exception {
    try (JudgeServer server = JudgeServer.start(model, temporary.resolve("server.log"))) {
      folder.policy(PLAN.formatted(server.port()));
      Invocation evaluated = folder.command("registry", "evaluate");
      assertThat(evaluated.err(), evaluated.exitCode(), is(0));
      return evaluated.json().path("evaluation");
    }
  }
}
