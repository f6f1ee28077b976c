package prefmill.runners.jobs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.runners.nightly.CorrectionsFolder;
import prefmill.runners.project.Project;

/** Nightly runs that are killed, or whose Postgres is: the next run ends with one adapter. */
@Tag("soak")
class KilledTrainingTest {
  private static final String[] NIGHTLY = {"nightly", "--runner", "direct"};
  private static final int KILLED = 137;

  @TempDir private Path temporary;

  @Test
  void workerIsKilledAtEachPointOfTheTraining() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 60);
    folder.policy("min_new_rows: 1, hyperparameters: {epochs: 2, checkpoint_steps: 2}");
    for (String failpoint :
        List.of(
            "after-job-row",
            "mid-training",
            "before-adapter-rename",
            "before-registry-row",
            "before-gate-row")) {
      WorkerProcess killed = WorkerProcess.start(folder, failpoint, NIGHTLY);
      assertThat(killed.told(), killed.exitCode(), is(KILLED));
      assertThat(killed.told(), containsString("failpoint " + failpoint));
    }
    assertNextRunEnds(folder);
    String adapter = folder.command("registry", "show").json().path("evaluation").toString();
    assertThat(adapter, adapter.contains("decision"), is(true));
  }

  @Test
  void workerIsKilledFromOutside() throws Exception {
    CorrectionsFolder folder = longTraining();
    WorkerProcess killed = WorkerProcess.start(folder, NIGHTLY);
    killed.awaitJob(job -> job.path("step").asInt() > 30);
    killed.process().destroyForcibly().waitFor();
    assertNextRunEnds(folder);
  }

  @Test
  void postgresIsKilled() throws Exception {
    CorrectionsFolder folder = longTraining();
    WorkerProcess worker = WorkerProcess.start(folder, NIGHTLY);
    worker.awaitJob(job -> job.path("step").asInt() > 30);
    Path registry = Project.load(folder.path().resolve("prefmill.yaml")).embeddedRegistry();
    String pid = Files.readAllLines(registry.resolve("data/postmaster.pid")).get(0).strip();
    WorkerProcess.signal(Long.parseLong(pid), "KILL");
    assertThat(worker.told(), worker.exitCode(), is(1));
    List<String> told = worker.told().lines().filter(line -> !line.startsWith("(-v")).toList();
    assertThat(told.get(told.size() - 1), startsWith("prefmill: The registry "));
    assertNextRunEnds(folder);
  }

  private CorrectionsFolder longTraining() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 40);
    folder.policy(
        "min_new_rows: 1, hyperparameters: {epochs: 60, batch_size: 2, checkpoint_steps: 20}");
    return folder;
  }

  private static void assertNextRunEnds(CorrectionsFolder folder) throws Exception {
    Invocation next = folder.command(NIGHTLY);
    assertThat(next.err(), next.exitCode(), is(0));
    LeftBehind.assertOneAdapter(folder);
    assertThat(folder.command(NIGHTLY).json().path("changed").asBoolean(), is(false));
  }
}
