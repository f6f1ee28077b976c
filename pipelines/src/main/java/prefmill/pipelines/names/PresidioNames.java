package prefmill.pipelines.names;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import prefmill.transforms.mask.names.NameRecogniser;

/**
 * Asks a Presidio analyzer for names ({@code POST /analyze} of its REST API).
 *
 * <p>Texts leave the machine as they are: the service must be as trusted as the workers. A broken
 * connection and a busy or failing server (429, 5xx) are asked again up to four times, after 0.5,
 * 1, 2 and 4 seconds. A long text is asked about in parts.
 *
 * @param url address of the service
 * @param language a language that it knows, such as en
 * @param minScore the least score of a name
 */
record PresidioNames(String url, String language, double minScore)
    implements NameRecogniser.Source {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofMinutes(2);
  private static final int TRIES = 5;

  /** Its time grows faster than a text, and spaCy takes a million characters at most. */
  private static final int MOST_CHARACTERS = 10_000;

  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, NameRecogniser.Bearer> BEARERS =
      Map.of("PERSON", NameRecogniser.Bearer.PERSON, "LOCATION", NameRecogniser.Bearer.PLACE);

  @Override
  public NameRecogniser open() {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    return text -> {
      List<NameRecogniser.Name> names = new ArrayList<>();
      for (TextWindows.Window window : TextWindows.of(text, MOST_CHARACTERS)) {
        String part = text.substring(window.start(), window.end());
        if (!part.isBlank()) {
          names(part, ask(client, request(part))).forEach(name -> names.add(window.placed(name)));
        }
      }
      return names;
    };
  }

  private HttpRequest request(String text) {
    ObjectNode body = JSON.createObjectNode();
    body.put("text", text).put("language", language).put("score_threshold", minScore);
    BEARERS.keySet().stream().sorted().forEach(body.putArray("entities")::add);
    return HttpRequest.newBuilder(URI.create(url.replaceAll("/+$", "") + "/analyze"))
        .timeout(ANSWER)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
        .build();
  }

  private String ask(HttpClient client, HttpRequest request) {
    try {
      for (int attempt = 1; ; attempt++) {
        try {
          HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
          int status = answer.statusCode();
          if (status == 200) {
            return answer.body();
          }
          if (attempt == TRIES || (status != 429 && status < 500)) {
            throw new NamesFault(
                "The Presidio analyzer %s refused with status %d: see its log, and masking.names (presidio, language) in the policy."
                    .formatted(url, status),
                null);
          }
        } catch (IOException e) {
          if (attempt == TRIES) {
            throw new NamesFault(
                "The Presidio analyzer %s does not answer: start it, or correct masking.names.presidio in the policy."
                    .formatted(url),
                e);
          }
        }
        Thread.sleep(FIRST_PAUSE_MILLIS << (attempt - 1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NamesFault("Interrupted while the Presidio analyzer was asked.", e);
    }
  }

  /** Presidio counts code points, Java counts UTF-16 units. */
  private List<NameRecogniser.Name> names(String text, String answer) {
    List<NameRecogniser.Name> names = new ArrayList<>();
    try {
      int length = text.codePointCount(0, text.length());
      for (JsonNode found : list(answer)) {
        int start = found.path("start").asInt(-1);
        int end = found.path("end").asInt(-1);
        if (start < 0 || end > length || start > end) {
          throw strange();
        }
        NameRecogniser.Bearer bearer = BEARERS.get(found.path("entity_type").asText());
        if (bearer != null) {
          int first = text.offsetByCodePoints(0, start);
          int last = text.offsetByCodePoints(first, end - start);
          names.add(new NameRecogniser.Name(bearer, first, last));
        }
      }
    } catch (JsonProcessingException e) {
      throw strange();
    }
    return names;
  }

  private JsonNode list(String answer) throws JsonProcessingException {
    JsonNode list = JSON.readTree(answer);
    if (!list.isArray()) {
      throw strange();
    }
    return list;
  }

  /** The answer quotes the text, and what reads it quotes the answer: neither is kept. */
  private NamesFault strange() {
    return new NamesFault(
        "%s answers as no Presidio analyzer does: correct masking.names.presidio in the policy."
            .formatted(url),
        null);
  }
}
