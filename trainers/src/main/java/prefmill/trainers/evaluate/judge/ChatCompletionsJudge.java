package prefmill.trainers.evaluate.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import prefmill.trainers.examples.Turn;

/**
 * A language model behind an endpoint that speaks as OpenAI's chat completions do.
 *
 * <p>Asked at temperature 0. Busy and failing servers (429, 5xx) and broken connections are asked
 * again up to four times, after 0.5, 1, 2 and 4 seconds; what else goes wrong ends the comparison.
 */
public final class ChatCompletionsJudge implements Judge {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofMinutes(2);
  private static final int TRIES = 5;
  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final int ANSWER_TOKENS = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JudgeEndpoint endpoint;
  private final JudgePrompt prompt = JudgePrompt.read();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  private ChatCompletionsJudge(JudgeEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** The judge at an endpoint. */
  public static ChatCompletionsJudge of(JudgeEndpoint endpoint) {
    return new ChatCompletionsJudge(endpoint);
  }

  @Override
  public Opinion compare(List<Turn> question, String first, String second)
      throws InterruptedException {
    String body = ask(request(prompt.filled(question, first, second)));
    try {
      JsonNode content =
          JSON.readTree(body).path("choices").path(0).path("message").path("content");
      return opinion(content.asText(""));
    } catch (JsonProcessingException e) {
      throw new JudgeException(
          "The judge %s answered with something that is no JSON: check training.evaluation.judge.url."
              .formatted(endpoint),
          e);
    }
  }

  /** One word, whatever its case and a full stop behind it; anything else is unreadable. */
  static Opinion opinion(String answer) {
    return switch (answer.strip().replaceAll("\\.$", "").toUpperCase(Locale.ROOT)) {
      case "A" -> Opinion.FIRST;
      case "B" -> Opinion.SECOND;
      case "TIE" -> Opinion.TIE;
      default -> Opinion.UNREADABLE;
    };
  }

  private HttpRequest request(String question) {
    ObjectNode body = JSON.createObjectNode();
    body.put("model", endpoint.model());
    body.put("temperature", 0);
    body.put("max_tokens", ANSWER_TOKENS);
    body.putArray("messages").addObject().put("role", "user").put("content", question);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.completions())
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    endpoint.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
    return request.build();
  }

  private String ask(HttpRequest request) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        int status = response.statusCode();
        if (status == 200) {
          return response.body();
        }
        if (attempt == TRIES || (status != 429 && status < 500)) {
          throw new JudgeException(
              "The judge %s refused with status %d: check training.evaluation.judge (url, model, api_key_env)."
                  .formatted(endpoint, status));
        }
      } catch (IOException e) {
        if (attempt == TRIES) {
          throw new JudgeException(
              "The judge %s does not answer: start it, or take training.evaluation.judge away."
                  .formatted(endpoint),
              e);
        }
      }
      Thread.sleep(FIRST_PAUSE_MILLIS << (attempt - 1));
    }
  }
}
