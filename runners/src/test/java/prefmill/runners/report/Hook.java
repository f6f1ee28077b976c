package prefmill.runners.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A webhook that keeps what it took, and that can be told to fail. */
final class Hook implements AutoCloseable {
  final List<JsonNode> taken = new CopyOnWriteArrayList<>();
  final AtomicInteger asked = new AtomicInteger();
  private final HttpServer server;
  private volatile int status = 204;

  private Hook(HttpServer server) {
    this.server = server;
  }

  static Hook start() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    Hook hook = new Hook(HttpServer.create(new InetSocketAddress(here, 0), 0));
    hook.server.createContext("/alerts", hook::answer);
    hook.server.start();
    return hook;
  }

  String url() {
    return "http://127.0.0.1:%d/alerts".formatted(server.getAddress().getPort());
  }

  void answersWith(int code) {
    status = code;
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    JsonNode alert =
        new ObjectMapper().readTree(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    if (status / 100 == 2 && alert.path("id").asText().equals(key)) {
      taken.add(alert);
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
