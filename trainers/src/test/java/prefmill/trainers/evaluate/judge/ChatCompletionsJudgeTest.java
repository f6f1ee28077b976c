package prefmill.trainers.evaluate.judge;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import prefmill.trainers.evaluate.judge.Judge.Opinion;
import prefmill.trainers.examples.Turn;

/** How the judge's client bears busy, failing and refusing servers, on a real socket. */
class ChatCompletionsJudgeTest {
  private static final String KEY = "a-key-that-nobody-may-read";
  private static final String ANSWER = "{\"choices\":[{\"message\":{\"content\":\"%s\"}}]}";

  private final Deque<Integer> statuses = new ArrayDeque<>();
  private final List<String> keys = new ArrayList<>();
  private HttpServer server;
  private String body = ANSWER.formatted("B");

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/chat/completions",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] answer = body.getBytes(StandardCharsets.UTF_8);
          int status = statuses.isEmpty() ? 200 : statuses.pop();
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void asksAgainWhereTheServerIsBusyOrFails() throws Exception {
    statuses.addAll(List.of(429, 503));
    assertThat(ask(server.getAddress().getPort()), is(Opinion.SECOND));
    assertThat(keys, contains("Bearer " + KEY, "Bearer " + KEY, "Bearer " + KEY));
  }

  @Test
  void aRefusalIsOneSentenceWithoutTheKey() {
    statuses.add(401);
    String said =
        assertThrows(JudgeException.class, () -> ask(server.getAddress().getPort())).getMessage();
    assertThat(said, containsString("refused with status 401"));
    assertThat(said, not(containsString(KEY)));
    assertThat(keys.size(), is(1));
  }

  @Test
  void aPageThatIsNoJsonNamesTheKeyOfThePolicy() {
    body = "<html>";
    String said =
        assertThrows(JudgeException.class, () -> ask(server.getAddress().getPort())).getMessage();
    assertThat(said, containsString("training.evaluation.judge.url"));
  }

  @Test
  void whatNobodyAnswersEndsInOneSentence() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    String said = assertThrows(JudgeException.class, () -> ask(closed)).getMessage();
    assertThat(said, containsString("does not answer: start it"));
  }

  private static Opinion ask(int port) throws InterruptedException {
    return ChatCompletionsJudge.of(
            new JudgeEndpoint(
                URI.create("http://127.0.0.1:" + port + "/v1/"), "judge", Optional.of(KEY)))
        .compare(List.of(new Turn("user", "How?")), "one", "other");
  }
}
