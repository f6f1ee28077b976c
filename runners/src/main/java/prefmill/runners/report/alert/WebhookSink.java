package prefmill.runners.report.alert;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import prefmill.trainers.registry.figures.AlertRow;

/**
 * A POST of the alert as JSON; any 2xx takes it.
 *
 * <p>Busy and failing servers (429, 5xx) and broken connections are tried three times. The header
 * Idempotency-Key is the alert's id. Messages name neither address nor token.
 */
final class WebhookSink implements AlertSink {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int TRIES = 3;
  private static final long FIRST_PAUSE_MILLIS = 200;

  private final URI address;
  private final Optional<String> token;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  WebhookSink(URI address, Optional<String> token) {
    this.address = address;
    this.token = token;
  }

  @Override
  public void take(AlertRow alert) throws IOException {
    HttpRequest request = request(alert);
    for (int attempt = 1; ; attempt++) {
      Optional<String> fault = fault(request);
      if (fault.isEmpty()) {
        return;
      }
      if (attempt == TRIES || fault.get().startsWith("it refused")) {
        throw new IOException(fault.get());
      }
      pause(FIRST_PAUSE_MILLIS << (attempt - 1));
    }
  }

  private HttpRequest request(AlertRow alert) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", alert.id().toString())
            .POST(HttpRequest.BodyPublishers.ofString(AlertJson.of(alert)));
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    return request.build();
  }

  private Optional<String> fault(HttpRequest request) throws IOException {
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status / 100 == 2) {
        return Optional.empty();
      }
      boolean passing = status == 429 || status >= 500;
      return Optional.of((passing ? "it answered " : "it refused with ") + "status " + status);
    } catch (IOException e) {
      return Optional.of("it does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the run was interrupted", e);
    }
  }

  private static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the run was interrupted", e);
    }
  }
}
