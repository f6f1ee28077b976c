package prefmill.runners.jobs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.runners.nightly.CorrectionsFolder;
import prefmill.runners.nightly.PythonTrainers;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.trainers.environment.ExternalBackend;

/** A trainer's program in a process of its own: cancelled with it, killed under it. */
@Tag("python")
class KilledProgramTest {
  @TempDir private Path temporary;

  @Test
  void cancelEndsTheWholeProcessTreeAndKeepsTheCheckpoint() throws Exception {
    CorrectionsFolder folder = prepared(ExternalBackend.MLX, 500, 2);
    try (OpenRegistry unused = registry(folder)) {
      WorkerThread worker = WorkerThread.start(folder, "train", "test");
      JsonNode job = worker.awaitJob(j -> j.path("step").asInt() > 3);
      assertThat(programs().isEmpty(), is(false));
      long asked = System.nanoTime();
      Invocation cancelled = folder.command("jobs", "cancel", job.path("id").asText());
      assertThat(cancelled.err(), cancelled.exitCode(), is(0));
      assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - asked), is(lessThan(10L)));
      assertThat(programs(), is(List.of()));
      assertThat(worker.result().exitCode(), is(3));

      Invocation logs = folder.command("jobs", "logs", job.path("id").asText());
      assertThat(logs.json().path("stdout_text").asText(), containsString("\"checkpoint\""));
      JsonNode last = folder.command("jobs", "list").json().path("jobs").path(0);
      WorkerThread again = WorkerThread.start(folder, "train", "test");
      again.awaitJob(j -> j.path("step").asInt() > last.path("step").asInt());
      assertThat(folder.command("jobs", "cancel", job.path("id").asText()).exitCode(), is(0));
      assertThat(again.result().exitCode(), is(3));
      JsonNode steps = folder.command("jobs", "show", job.path("id").asText()).json();
      for (JsonNode step : steps.path("progress")) {
        if (step.path("attempt").asInt() == 2) {
          assertThat(step.path("step").asInt(), is(greaterThan(3)));
        }
      }
    }
  }

  @Test
  void stopWaitsForTheNextCheckpoint() throws Exception {
    CorrectionsFolder folder = prepared(ExternalBackend.MLX, 500, 25);
    try (OpenRegistry unused = registry(folder)) {
      WorkerThread worker = WorkerThread.start(folder, "train", "test");
      JsonNode job = worker.awaitJob(j -> j.path("step").asInt() > 3);
      String id = job.path("id").asText();
      assertThat(folder.command("jobs", "stop", id).exitCode(), is(0));
      assertThat(worker.result().exitCode(), is(3));
      JsonNode shown = folder.command("jobs", "show", id).json();
      assertThat(shown.path("status").asText(), is("cancelled"));
      assertThat(shown.path("step").asInt(), is(greaterThan(24)));
      assertThat(programs(), is(List.of()));
    }
  }

  @Test
  void killedProgramFailsTheJobAndTheNextRunGoesOn() throws Exception {
    killsTheProgram(ExternalBackend.MLX);
  }

  @Test
  @Tag("soak")
  void killedProgramOfTrlFailsTheJobAndTheNextRunGoesOn() throws Exception {
    killsTheProgram(ExternalBackend.TRL);
  }

  private void killsTheProgram(ExternalBackend backend) throws Exception {
    CorrectionsFolder folder = prepared(backend, 40, 2);
    try (OpenRegistry unused = registry(folder)) {
      WorkerThread worker = WorkerThread.start(folder, "train", "test");
      worker.awaitJob(j -> j.path("step").asInt() > 6);
      programs().forEach(ProcessHandle::destroyForcibly);
      Invocation failed = worker.result();
      assertThat(failed.exitCode(), is(1));
      assertThat(failed.err(), containsString("was killed after step"));
      JsonNode job = folder.command("jobs", "list").json().path("jobs").path(0);
      assertThat(job.path("status").asText(), is("failed"));
      assertThat(job.path("error").asText(), containsString("was killed after step"));
      Invocation next = folder.command("train", "test");
      assertThat(next.err(), next.exitCode(), is(0));
      JsonNode first =
          folder.command("jobs", "logs", job.path("id").asText(), "--attempt", "1").json();
      assertThat(first.path("stdout_text").asText(), containsString("\"step\": 6"));
      assertThat(first.path("stderr_text").isTextual(), is(true));
    }
    LeftBehind.assertOneAdapter(folder);
  }

  @Test
  @Tag("soak")
  void programOfAKilledWorkerEndsAndTheNextRunGoesOn() throws Exception {
    CorrectionsFolder folder = prepared(ExternalBackend.MLX, 40, 2);
    try (OpenRegistry unused = registry(folder)) {
      WorkerProcess killed = WorkerProcess.start(folder, "train", "test");
      killed.awaitJob(j -> j.path("step").asInt() > 6);
      List<ProcessHandle> orphans =
          killed.process().descendants().filter(KilledProgramTest::isProgram).toList();
      assertThat(orphans.isEmpty(), is(false));
      killed.process().destroyForcibly().waitFor();
      for (ProcessHandle orphan : orphans) {
        orphan.onExit().get(15, TimeUnit.SECONDS);
      }
      Invocation next = folder.command("train", "test");
      assertThat(next.err(), next.exitCode(), is(0));
      JsonNode job = folder.command("jobs", "list").json().path("jobs").path(0);
      JsonNode shown = folder.command("jobs", "show", job.path("id").asText()).json();
      List<String> moves = new ArrayList<>();
      shown.path("transitions").forEach(move -> moves.add(move.path("to").asText()));
      assertThat(
          moves.subList(3, moves.size()),
          is(List.of("running", "lost", "queued", "running", "succeeded")));
      for (JsonNode step : shown.path("progress")) {
        if (step.path("attempt").asInt() == 2) {
          assertThat("from its checkpoint", step.path("step").asInt(), is(greaterThan(6)));
        }
      }
    }
    LeftBehind.assertOneAdapter(folder);
  }

  private CorrectionsFolder prepared(ExternalBackend backend, int epochs, int checkpoints)
      throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 40);
    PythonTrainers.install(folder.path(), backend);
    folder.policy(
        "trainer: %s, method: sft, hyperparameters: {epochs: %d, batch_size: 4, checkpoint_steps: %d}"
            .formatted(backend.label(), epochs, checkpoints));
    Invocation built = folder.command("build", "--runner", "direct");
    assertThat(built.err(), built.exitCode(), is(0));
    return folder;
  }

  private static OpenRegistry registry(CorrectionsFolder folder) throws Exception {
    return OpenRegistry.of(Project.load(folder.path().resolve("prefmill.yaml")));
  }

  /** The worker is a thread of this process, so its program is a child of it. */
  private static List<ProcessHandle> programs() {
    return ProcessHandle.current().descendants().filter(KilledProgramTest::isProgram).toList();
  }

  private static boolean isProgram(ProcessHandle process) {
    return process.info().commandLine().filter(c -> c.contains("run_trainer.py")).isPresent();
  }
}
