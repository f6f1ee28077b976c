package prefmill.runners.nightly;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.trainers.adapter.MergedModel;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.djl.DjlTrainer;
import prefmill.trainers.examples.DemonstrationExample;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainingPlan;
import prefmill.trainers.training.TrainingRun;

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
  private Process server;

  @AfterEach
  void stop() throws InterruptedException {
    if (server != null) {
      server.descendants().forEach(ProcessHandle::destroyForcibly);
      server.destroyForcibly().waitFor();
    }
  }

  @Test
  void aJudgeThatAlwaysNamesTheFirstAnswerSeesOnlyTies() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 40);
    int port = serve(alwaysA(temporary.resolve("model")));
    folder.policy(PLAN.formatted(port));
    Invocation trained = folder.command("nightly", "--runner", "direct");
    assertThat(trained.err(), trained.exitCode(), is(0));

    JsonNode judge =
        folder.command("registry", "show").json().path("evaluation").path("metrics").path("judge");
    assertThat(judge.toString(), judge.path("comparisons").asInt(), is(PROMPTS));
    assertThat(judge.path("unreadable").asInt(), is(0));
    assertThat(judge.path("ties").asInt(), is(PROMPTS));
    assertThat(judge.path("win_rate").asDouble(), is(0.5));

    stop();
    folder.policy(PLAN.formatted(port) + ", name: other");
    Invocation alone = folder.command("train", "test");
    assertThat(alone.exitCode(), is(1));
    assertThat(alone.err(), containsString("does not answer: start it"));
  }

  /** A model that answers A, whatever it is asked. */
  private Path alwaysA(Path model) throws Exception {
    List<DemonstrationExample> chats = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      chats.add(
          new DemonstrationExample(
              "r" + i,
              List.of(
                  new Turn("user", "Which is better, " + "x".repeat(i) + " or " + i + "?"),
                  new Turn("assistant", "A")),
              1));
    }
    Path adapter =
        DjlTrainer.of()
            .train(
                new TrainingRun(
                    "judge",
                    model,
                    "tiny",
                    new TrainingExamples.Demonstrations(chats),
                    TrainingPlan.of(Method.SFT).withPace(8, 8, 2e-2),
                    Optional.empty(),
                    temporary.resolve("judge")),
                step -> {})
            .folder();
    Path merged = temporary.resolve("merged");
    MergedModel.write(model, PeftAdapter.read(adapter), merged);
    return merged;
  }

  private int serve(Path model) throws Exception {
    String python = System.getProperty("prefmill.python.mlx");
    assertThat("run ./verify, which makes the environment", python, is(notNullValue()));
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Path log = temporary.resolve("server.log");
    ProcessBuilder start =
        new ProcessBuilder(
                python,
                "-m",
                "mlx_lm",
                "server",
                "--model",
                model.toString(),
                "--port",
                Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    start.environment().put("HF_HUB_OFFLINE", "1");
    server = start.start();
    for (int i = 0; i < 300 && server.isAlive(); i++) {
      if (isOpen(port)) {
        return port;
      }
      Thread.sleep(200);
    }
    throw new AssertionError("no server: " + Files.readString(log));
  }

  private static boolean isOpen(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
