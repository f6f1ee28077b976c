package prefmill.trainers.djl;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.trainers.checkpoint.CheckpointFolder;
import prefmill.trainers.training.StepReport;

/** A run that dies goes on where its last checkpoint is, as if nothing had happened. */
class ResumeTest {
  private static final int STEPS = 20;

  @TempDir static Path made;
  private static Path model;
  private static Path undisturbed;

  @TempDir Path folder;
  private Path output;

  @BeforeEach
  void nameOutput() {
    output = folder.resolve("output");
  }

  @BeforeAll
  static void trainUndisturbed() throws Exception {
    model = made.resolve("model");
    undisturbed = made.resolve("undisturbed");
    TrainingProcess.writeModel(model);
    DjlTrainer.of().train(TrainingProcess.run(model, undisturbed, STEPS), report -> {});
  }

  @Test
  void aKilledRunEndsWithTheSameBytes() throws Exception {
    TrainingProcess.run(model, output, STEPS, 7, 137);
    TrainingProcess.run(model, output, STEPS, 14, 137);
    assertThat(attempts().size(), is(2));

    List<Integer> steps = resume();

    assertThat(steps.get(0), is(13));
    assertSameBytes();
    assertThat(attempts(), is(List.of()));
  }

  @Test
  void aCheckpointThatIsDamagedOrOfAnotherRunIsPassedOver() throws Exception {
    TrainingProcess.run(model, output, STEPS, 7, 137);
    TrainingProcess.run(model, output, STEPS, 9, 137);
    Path latest = checkpoint(8);
    Path state = latest.resolve("state.safetensors");
    Files.write(state, new byte[] {1, 2, 3});
    assertThat(
        CheckpointFolder.latest(output, RunState.id(TrainingProcess.run(model, output, STEPS)))
            .orElseThrow()
            .step(),
        is(4));
    assertThat(
        CheckpointFolder.latest(output, RunState.id(TrainingProcess.run(model, output, 30))),
        is(java.util.Optional.empty()));

    assertThat(resume().get(0), is(5));
    assertSameBytes();
  }

  @Test
  void anInterruptWhileACheckpointIsWrittenLosesNoStep() throws Exception {
    List<Integer> steps = new ArrayList<>();
    for (int stop = 0; stop < 3; stop++) {
      Thread training = Thread.currentThread();
      Thread watcher = new Thread(() -> interruptAtCheckpoint(training));
      watcher.start();
      assertThrows(InterruptedException.class, () -> resume(steps));
      watcher.join();
      assertThat(Thread.interrupted(), is(false));
    }
    resume(steps);

    assertThat("each step once", steps, is(IntStream.rangeClosed(1, STEPS).boxed().toList()));
    assertSameBytes();
  }

  private void interruptAtCheckpoint(Thread training) {
    while (attempts().stream().noneMatch(a -> Files.exists(a.resolve("unfinished-checkpoint")))) {
      Thread.onSpinWait();
    }
    training.interrupt();
  }

  private List<Integer> resume() throws Exception {
    List<Integer> steps = new ArrayList<>();
    resume(steps);
    return steps;
  }

  private void resume(List<Integer> steps) throws Exception {
    DjlTrainer.of()
        .train(
            TrainingProcess.run(model, output, STEPS),
            (StepReport report) -> steps.add(report.step()));
  }

  private void assertSameBytes() throws IOException {
    List<String> names = names(undisturbed);
    assertThat(names(output), is(names));
    for (String name : names) {
      assertThat(name, Files.mismatch(undisturbed.resolve(name), output.resolve(name)), is(-1L));
    }
  }

  private Path checkpoint(int step) throws IOException {
    for (Path attempt : attempts()) {
      Path checkpoint = attempt.resolve("checkpoint-%09d".formatted(step));
      if (Files.exists(checkpoint)) {
        return checkpoint;
      }
    }
    throw new AssertionError("no checkpoint of step " + step);
  }

  private List<Path> attempts() {
    try (Stream<Path> attempts = Files.list(folder.resolve("attempts"))) {
      return attempts.toList();
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
