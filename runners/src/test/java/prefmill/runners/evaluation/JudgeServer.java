package prefmill.runners.evaluation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import prefmill.trainers.adapter.MergedModel;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.djl.DjlTrainer;
import prefmill.trainers.examples.DemonstrationExample;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainedAdapter;
import prefmill.trainers.training.TrainingPlan;
import prefmill.trainers.training.TrainingRun;

/** A real mlx_lm.server with a tiny model, which may have learned its answers by heart. */
public final class JudgeServer implements AutoCloseable {
  private final Process process;
  private final int port;

  private JudgeServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** A model that answers each question as it was taught. */
  public static Path taught(Path base, Map<String, String> answers, TrainingPlan plan, Path folder)
      throws Exception {
    List<DemonstrationExample> chats = new ArrayList<>();
    answers.forEach(
        (question, answer) ->
            chats.add(
                new DemonstrationExample(
                    "r" + chats.size(),
                    List.of(new Turn("user", question), new Turn("assistant", answer)),
                    1)));
    TrainedAdapter trained =
        DjlTrainer.of()
            .train(
                new TrainingRun(
                    "judge",
                    base,
                    "tiny",
                    new TrainingExamples.Demonstrations(chats),
                    plan,
                    Optional.empty(),
                    folder.resolve("judge")),
                step -> {});
    assertThat("questions longer than max_length", trained.tooLong(), is(0));
    Path merged = folder.resolve("merged");
    MergedModel.write(base, PeftAdapter.read(trained.folder()), merged);
    return merged;
  }

  /** A handful of questions fits in a low-rank adapter of this size. */
  public static TrainingPlan byHeart() {
    return TrainingPlan.of(
            Method.SFT,
            Map.of(
                "rank",
                32,
                "alpha",
                64,
                "schedule",
                "constant",
                "completion_only",
                true,
                "seed",
                1))
        .withPace(100, 6, 4e-3);
  }

  /** Starts and waits until it listens. */
  public static JudgeServer start(Path model, Path log) throws Exception {
    String python = System.getProperty("prefmill.python.mlx");
    assertThat("run ./verify, which makes the environment", python, is(notNullValue()));
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    ProcessBuilder start =
        new ProcessBuilder(
                List.of(
                    python,
                    "-m",
                    "mlx_lm",
                    "server",
                    "--model",
                    model.toString(),
                    "--port",
                    "" + port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    start.environment().put("HF_HUB_OFFLINE", "1");
    Process process = start.start();
    for (int i = 0; i < 300 && process.isAlive(); i++) {
      if (isOpen(port)) {
        return new JudgeServer(process, port);
      }
      Thread.sleep(200);
    }
    process.destroyForcibly();
    throw new AssertionError("no server: " + Files.readString(log));
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  @Override
  public void close() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  private static boolean isOpen(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
