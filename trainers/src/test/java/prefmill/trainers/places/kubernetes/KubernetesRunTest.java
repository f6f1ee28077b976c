package prefmill.trainers.places.kubernetes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.environment.TrainerEnvironment;
import prefmill.trainers.places.PlacedProgram;
import prefmill.trainers.places.PlacedRun;
import prefmill.trainers.places.WaitingProgram;
import prefmill.trainers.training.TrainingException;

/** The life of a Job: followed, taken over, silent, unreachable, and without a place to begin. */
@Tag("python")
class KubernetesRunTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String DONE = "{\"event\": \"done\"}";

  @TempDir Path folder;
  private StandInCluster cluster;

  @BeforeEach
  void begin() throws Exception {
    cluster =
        StandInCluster.of(folder.resolve("cluster"), System.getProperty("prefmill.python.mlx"));
  }

  @AfterEach
  void end() {
    cluster.close();
  }

  @Test
  void isGoneOnWithByTheNextAttemptAndRefusedToTheStaleOne() throws Exception {
    PlacedRun stale = cluster.place(PATIENCE).start(program("first"));
    String started = stale.nextLine().orElseThrow();

    PlacedProgram second = program("second");
    try (PlacedRun next = cluster.place(PATIENCE).start(second)) {
      assertThat("the same process", next.nextLine().orElseThrow(), is(started));
      assertThat(
          assertThrows(TrainingException.class, stale::nextLine).getMessage(),
          containsString("taken over"));
      stale.close();
      go();
      assertEndsWhole(next, second);
    }

    PlacedProgram third = program("third");
    try (PlacedRun finished = cluster.place(PATIENCE).start(third)) {
      assertThat("fetched, not run again", finished.nextLine().orElseThrow(), is(started));
      assertEndsWhole(finished, third);
      finished.discard();
    }
    assertThat(cluster.objects(), is(empty()));
    assertThat(cluster.claim("runs"), is(empty()));
  }

  @Test
  void isHeardOnTheClaimAfterItsConnectionFellSilent() throws Exception {
    PlacedProgram program = program("silent");
    try (PlacedRun run = cluster.place(Duration.ofSeconds(5)).start(program)) {
      cluster.begin("half-open");
      go();
      assertThat(run.nextLine().orElseThrow(), containsString("\"start\""));
      assertEndsWhole(run, program);
      run.discard();
    }
    assertThat(cluster.objects(), is(empty()));
  }

  @Test
  void goesOnWhileTheClusterCannotBeReached() throws Exception {
    PlacedProgram program = program("cut");
    try (PlacedRun run = cluster.place(PATIENCE).start(program)) {
      assertThat(run.nextLine().orElseThrow(), containsString("\"start\""));
      cluster.begin("unreachable");
      go();
      Thread.sleep(3_000);
      cluster.end("unreachable");
      assertEndsWhole(run, program);
      run.discard();
    }
    assertThat(cluster.objects(), is(empty()));
  }

  @Test
  void leavesNoPodForFilesThatDoesNotComeToRun() throws Exception {
    cluster.begin("no-room");
    assertThat(
        assertThrows(
                TrainingException.class,
                () -> cluster.place(Duration.ofSeconds(1)).start(program("waiting")))
            .getMessage(),
        containsString("timed out waiting for the condition"));
    assertThat(cluster.objects(), is(empty()));
  }

  @Test
  void leavesNoPodForFilesWhenItIsInterrupted() throws Exception {
    cluster.begin("no-room");
    Thread test = Thread.currentThread();
    Thread stop =
        new Thread(
            () -> {
              try {
                while (cluster.calls().stream().noneMatch(call -> call.startsWith("wait"))) {
                  Thread.sleep(50);
                }
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
              test.interrupt();
            });
    PlacedProgram program = program("stopped");
    Files.createFile(folder.resolve("cluster/calls"));
    stop.start();
    assertThrows(InterruptedException.class, () -> cluster.place(PATIENCE).start(program));
    assertThat(cluster.objects(), is(empty()));
  }

  @Test
  void endsAGroupThatDoesNotListen() throws Exception {
    String deaf =
        """
        import child, signal, subprocess, time
        def main(request):
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            subprocess.Popen(["sleep", "765432"])
            child.say("start")
            time.sleep(600)
        """;
    long began;
    try (PlacedRun run = cluster.place(PATIENCE).start(program("deaf", deaf))) {
      assertThat(run.nextLine().isPresent(), is(true));
      began = System.nanoTime();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began).toSeconds(), is(lessThan(10L)));
    assertThat(cluster.objects(), is(empty()));
    assertThat(cluster.processes(), is(empty()));
  }

  private static void assertEndsWhole(PlacedRun run, PlacedProgram program) throws Exception {
    assertThat(run.nextLine(), is(Optional.of(DONE)));
    assertThat(run.nextLine(), is(Optional.empty()));
    assertThat(run.exitCode(), is(0));
    assertThat(Files.readString(program.file("output/adapter_config.json")), is("whole"));
    assertThat(Files.readString(program.file("events.jsonl")), containsString(DONE));
  }

  private void go() throws IOException {
    Files.createFile(cluster.path("runs").resolve(cluster.claim("runs").get(0)).resolve("go"));
  }

  private PlacedProgram program(String name) throws IOException {
    return program(name, WaitingProgram.TEXT);
  }

  private PlacedProgram program(String name, String main) throws IOException {
    Path work = folder.resolve("work-" + name);
    Files.createDirectories(work.resolve("model"));
    Files.createDirectories(work.resolve("output"));
    for (String file : List.of("run_trainer.py", "child.py")) {
      Files.writeString(work.resolve(file), TrainerEnvironment.resource(file));
    }
    Files.writeString(work.resolve("mlx_train.py"), main);
    Files.writeString(work.resolve("rows.jsonl"), "{}\n");
    Files.writeString(work.resolve("model/config.json"), "{}");
    Files.writeString(
        work.resolve("request.json"),
        "{\"model\": \"model\", \"rows\": \"rows.jsonl\", \"output\": \"output\", \"start\": null}");
    return new PlacedProgram("key", ExternalBackend.MLX, work);
  }
}
