package prefmill.runners.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import prefmill.pipelines.stream.watch.StreamFigures;
import prefmill.runners.failure.CommandFailure;

/**
 * Tells how a stream stands over HTTP: {@code /metrics} as Prometheus reads it, {@code /health} as
 * a supervisor does (200, or 503 where it does not work). It tells figures, never feedback.
 */
public final class MetricsServer implements AutoCloseable {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final AtomicReference<StreamFigures> newest = new AtomicReference<>();
  private final Optional<HttpServer> server;
  private final Duration patience;
  private final ExecutorService worker = Executors.newSingleThreadExecutor();

  private MetricsServer(Optional<HttpServer> server, Duration patience) {
    this.server = server;
    this.patience = patience;
  }

  /** None, where nobody asked for one. */
  public static MetricsServer none() {
    return new MetricsServer(Optional.empty(), Duration.ZERO);
  }

  /**
   * Listens.
   *
   * @param port 0 for any that is free
   * @param patience how long nothing may be entered while there is a lag
   */
  public static MetricsServer open(String address, int port, Duration patience) throws IOException {
    HttpServer http;
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), port), 0);
    } catch (BindException | IllegalArgumentException e) {
      throw CommandFailure.usage(
          "--metrics-port %d: nothing can listen there on %s; name another port."
              .formatted(port, address));
    }
    MetricsServer metrics = new MetricsServer(Optional.of(http), patience);
    http.createContext("/", metrics::answer);
    http.setExecutor(metrics.worker);
    http.start();
    return metrics;
  }

  /** Whether it listens. */
  public boolean isOpen() {
    return server.isPresent();
  }

  /** Where it listens. */
  public String address() {
    InetSocketAddress at = server.orElseThrow().getAddress();
    return "http://" + at.getAddress().getHostAddress() + ":" + at.getPort();
  }

  /** Takes new figures. */
  public void tell(StreamFigures figures) {
    newest.set(figures);
  }

  private void answer(HttpExchange exchange) throws IOException {
    StreamFigures figures = newest.get();
    switch (exchange.getRequestURI().getPath()) {
      case "/metrics" ->
          send(exchange, OK, figures == null ? new byte[0] : StreamMetrics.text(figures));
      case "/health" -> health(exchange, figures);
      default -> send(exchange, NOT_FOUND, bytes("Ask for /metrics or /health.\n"));
    }
  }

  private void health(HttpExchange exchange, StreamFigures figures) throws IOException {
    if (figures == null) {
      send(exchange, UNAVAILABLE, bytes("starting\n"));
    } else if (!figures.running() || figures.at().plus(patience).isBefore(Instant.now())) {
      send(exchange, UNAVAILABLE, bytes("the job does not run\n"));
    } else if (figures.isHealthy(patience)) {
      send(exchange, OK, bytes("ok\n"));
    } else {
      send(exchange, UNAVAILABLE, bytes("behind, and nothing was landed for too long\n"));
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", StreamMetrics.CONTENT_TYPE);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.ifPresent(http -> http.stop(0));
    worker.shutdownNow();
  }
}
