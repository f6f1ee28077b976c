package prefmill.trainers.places.ssh;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.trainers.SamplePairs;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.environment.TestEnvironments;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.external.ExternalTrainer;
import prefmill.trainers.tiny.TinyModel;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.Progress;
import prefmill.trainers.training.StepReport;
import prefmill.trainers.training.TrainedAdapter;
import prefmill.trainers.training.TrainingPlan;
import prefmill.trainers.training.TrainingRun;

/** Whole trainings with the real libraries over a real OpenSSH server. */
@Tag("python")
@Tag("sshd")
class SshTrainingTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final TrainingPlan SHORT = TrainingPlan.of(Method.SFT).withPace(2, 4, 2e-3);
  private static final TrainingPlan LONG = TrainingPlan.of(Method.SFT).withPace(8, 4, 2e-3);

  @TempDir Path folder;
  private Path model;
  private SshServer server;

  @BeforeEach
  void begin() throws Exception {
    model = folder.resolve("model");
    TinyModel.write(model, SamplePairs.texts(SamplePairs.of(60, 1)), 7);
    server = SshServer.start(Files.createDirectories(folder.resolve("sshd")));
  }

  @AfterEach
  void end() throws Exception {
    server.close();
  }

  @Test
  void makesTheSameAdapterAsHereAndCopiesTheModelOnce() throws Exception {
    assertTheSameAsHere(ExternalBackend.MLX);
  }

  @Test
  @Tag("soak")
  void makesTheSameAdapterWithTrl() throws Exception {
    assertTheSameAsHere(ExternalBackend.TRL);
  }

  private void assertTheSameAsHere(ExternalBackend backend) throws Exception {
    TrainedAdapter here =
        ExternalTrainer.of(TestEnvironments.of(folder.resolve("env"), backend))
            .train(run("here", SHORT), step -> {});

    TrainedAdapter there = train(backend, "there", SHORT, step -> {});
    assertThat(there.sha256(), is(here.sha256()));
    assertThat(there.steps(), is(here.steps()));
    assertThat(Files.exists(there.folder().resolve("events.jsonl")), is(true));
    assertThat("runs are removed", names(root().resolve("runs")), is(empty()));

    Map<String, Object> before = inodes();
    List<Path> placed = new ArrayList<>();
    assertThat(train(backend, "again", SHORT, looksFor(placed)).sha256(), is(here.sha256()));
    assertThat("it is found there by the name that is told", placed.size(), is(1));
    assertThat("nothing was sent again", inodes(), is(before));
    assertThat("no rows stay", rowsLeft(), is(empty()));
  }

  @Test
  void endsWellAlthoughServerAndConnectionDieOnTheWay() throws Exception {
    TrainedAdapter whole = train(ExternalBackend.MLX, "whole", LONG, step -> {});

    List<Integer> steps = new ArrayList<>();
    TrainedAdapter cut =
        train(
            ExternalBackend.MLX,
            "cut",
            LONG,
            step -> {
              steps.add(step.step());
              if (step.step() == 10 || step.step() == 15) {
                restart();
              }
            });

    assertThat(cut.sha256(), is(whole.sha256()));
    assertThat(
        "each step is told once",
        steps,
        is(Stream.iterate(1, n -> n + 1).limit(cut.steps()).toList()));
  }

  @Test
  void endsEverythingThereWhenCancelledAndGoesOnFromItsCheckpoint() throws Exception {
    TrainedAdapter whole = train(ExternalBackend.MLX, "whole", LONG, step -> {});
    Instant[] cancelled = new Instant[1];

    assertThrows(
        InterruptedException.class,
        () ->
            train(
                ExternalBackend.MLX,
                "resumed",
                LONG,
                step -> {
                  if (step.step() == 15) {
                    cancelled[0] = Instant.now();
                    Thread.currentThread().interrupt();
                  }
                }));
    assertThat(Duration.between(cancelled[0], Instant.now()).toSeconds(), is(lessThan(10L)));
    assertThat(processesThere(), is(empty()));

    List<Integer> steps = new ArrayList<>();
    TrainedAdapter resumed =
        train(ExternalBackend.MLX, "resumed", LONG, step -> steps.add(step.step()));
    assertThat(steps.get(0), is(greaterThan(14)));
    assertThat(resumed.sha256(), is(whole.sha256()));
    assertThat(names(root().resolve("runs")), is(empty()));
  }

  private void restart() {
    try {
      server.cut();
      server.begin();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private TrainedAdapter train(
      ExternalBackend backend, String name, TrainingPlan plan, Progress progress) throws Exception {
    String property = backend == ExternalBackend.TRL ? "prefmill.python" : "prefmill.python.mlx";
    SshHost host = server.host("user", root(), System.getProperty(property));
    return ExternalTrainer.of(backend, SshPlace.of(host, server.client(), PATIENCE))
        .train(run(name, plan), progress);
  }

  private Progress looksFor(List<Path> placed) {
    return new Progress() {
      @Override
      public void step(StepReport report) {}

      @Override
      public void placed(String name) {
        Path run = root().resolve("runs").resolve(name);
        if (Files.isDirectory(run)) {
          placed.add(run);
        }
      }
    };
  }

  private TrainingRun run(String name, TrainingPlan plan) {
    return new TrainingRun(
        name,
        model,
        "base",
        new TrainingExamples.Demonstrations(SamplePairs.chats(SamplePairs.of(42, 1))),
        plan,
        Optional.empty(),
        folder.resolve(name));
  }

  private Path root() {
    return server.home().resolve("it's a \"folder\"; $HOME");
  }

  private Map<String, Object> inodes() throws IOException {
    Map<String, Object> found = new TreeMap<>();
    for (Path file : list(root().resolve("cache"))) {
      found.put(
          file.getFileName().toString(),
          Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    }
    return found;
  }

  private List<Path> rowsLeft() throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path file : list(root().resolve("cache"))) {
      if (Files.size(file) < 100_000 && Files.readString(file).startsWith("{\"messages\"")) {
        found.add(file);
      }
    }
    return found;
  }

  private List<String> processesThere() {
    return ProcessHandle.allProcesses()
        .map(handle -> handle.info().commandLine().orElse(""))
        .filter(line -> line.contains(server.home().toString()))
        .toList();
  }

  private static List<String> names(Path folder) throws IOException {
    return list(folder).stream().map(path -> path.getFileName().toString()).toList();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
