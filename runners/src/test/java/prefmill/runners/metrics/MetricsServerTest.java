package prefmill.runners.metrics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import prefmill.pipelines.stream.watch.StreamFigures;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.ExitCode;

class MetricsServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void tellsTheFiguresOfAStream() throws Exception {
    try (MetricsServer server = MetricsServer.open("127.0.0.1", 0, PATIENCE)) {
      assertThat(server.address(), startsWith("http://127.0.0.1:"));
      assertThat(get(server, "/metrics").body(), is(""));
      server.tell(figures(Instant.now(), true, 7));
      HttpResponse<String> metrics = get(server, "/metrics");
      assertThat(metrics.headers().firstValue("Content-Type").orElse(""), startsWith("text/plain"));
      for (String line :
          new String[] {
            "prefmill_stream_events_total 1234.0",
            "prefmill_stream_dead_letters_total 5.0",
            "prefmill_stream_read_bytes_total 99.0",
            "prefmill_stream_running 1.0",
            "prefmill_stream_log_segments 17.0",
            "prefmill_stream_last_entry_age_seconds 90.0",
            "prefmill_stream_lag_seconds 12.5",
            "prefmill_stream_lag_offsets{source=\"bus\"} 7.0",
            "# TYPE prefmill_stream_events_total counter"
          }) {
        assertThat(metrics.body(), containsString(line + "\n"));
      }
      assertThat(get(server, "/").statusCode(), is(404));
    }
  }

  @Test
  void healthIsOfTheJobAndOfWhatItLands() throws Exception {
    try (MetricsServer server = MetricsServer.open("127.0.0.1", 0, PATIENCE)) {
      assertHealth(server, 503, "starting");
      server.tell(figures(Instant.now(), true, 0));
      assertHealth(server, 200, "ok");
      server.tell(figures(Instant.now(), true, 7));
      assertHealth(server, 503, "behind, and nothing was landed for too long");
      server.tell(figures(Instant.now(), false, 0));
      assertHealth(server, 503, "the job does not run");
      server.tell(figures(Instant.now().minusSeconds(100), true, 0));
      assertHealth(server, 503, "the job does not run");
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() throws IOException {
    try (MetricsServer first = MetricsServer.open("127.0.0.1", 0, PATIENCE)) {
      int port = URI.create(first.address()).getPort();
      CommandFailure e =
          assertThrows(CommandFailure.class, () -> MetricsServer.open("127.0.0.1", port, PATIENCE));
      assertThat(e.getMessage(), startsWith("--metrics-port " + port));
      assertThat(e.exitCode(), is(ExitCode.USAGE));
    }
  }

  private static void assertHealth(MetricsServer server, int status, String said) throws Exception {
    HttpResponse<String> health = get(server, "/health");
    assertThat(health.body().strip(), equalTo(said));
    assertThat(health.statusCode(), is(status));
  }

  private static HttpResponse<String> get(MetricsServer server, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server.address() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static StreamFigures figures(Instant at, boolean running, long lag) {
    return new StreamFigures(
        at,
        running,
        1234,
        5,
        99,
        at.minusSeconds(90),
        17,
        Map.of("bus", lag),
        Duration.ofMillis(12_500));
  }
}
