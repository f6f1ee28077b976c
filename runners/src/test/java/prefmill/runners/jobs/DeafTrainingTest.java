package prefmill.runners.jobs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.runners.nightly.CorrectionsFolder;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;

/** A training that hears no interrupt is ended with its process, and the job says why. */
class DeafTrainingTest {
  private static final String ROOMY = "budget: {cost_per_hour: 3600, per_run: 1000}";

  @TempDir private static Path temporary;
  private static CorrectionsFolder folder;
  private static OpenRegistry registry;

  @BeforeAll
  static void prepare() throws Exception {
    folder = CorrectionsFolder.of(temporary, 20);
    folder.policy(ROOMY);
    assertThat(folder.command("build", "--runner", "direct").exitCode(), is(0));
    registry = OpenRegistry.of(Project.load(folder.policy()));
  }

  @AfterAll
  static void closeRegistry() throws Exception {
    registry.close();
  }

  @Test
  void isCancelledWithinTenSeconds() throws Exception {
    WorkerProcess worker = start("cancelled");
    JsonNode job = worker.awaitJob(DeafTrainingTest::runs);
    long asked = System.nanoTime();
    Invocation cancelled = folder.command("jobs", "cancel", job.path("id").asText());
    assertThat(cancelled.err(), cancelled.exitCode(), is(0));
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - asked), is(lessThan(11L)));
    assertThat(worker.told(), worker.exitCode(), is(3));
    assertThat(worker.told(), containsString("was cancelled"));
  }

  @Test
  void isEndedWhenItsBudgetIsSpent() throws Exception {
    folder.policy("budget: {cost_per_hour: 3600, per_run: 1}");
    WorkerProcess worker = start("spent");
    assertThat(worker.told(), worker.exitCode(), is(3));
    folder.policy(ROOMY);
    assertThat(worker.told(), containsString("training.budget.per_run allows 1.00: raise it"));
    JsonNode job = folder.command("jobs", "list").json().path("jobs").path(0);
    assertThat(job.path("status").asText(), is("failed"));
    assertThat(job.path("error").asText(), containsString("training.budget.per_run"));
    assertThat(job.path("actual_cost").asDouble(), is(lessThan(12.0)));
  }

  @Test
  void isEndedWhenItsJobIsNoLongerItsOwn() throws Exception {
    WorkerProcess worker = start("stale");
    worker.awaitJob(DeafTrainingTest::runs);
    registry
        .registry()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update prefmill.fine_tuning_jobs set lease_until = clock_timestamp() - interval '1 s' where status = 'running'"));
    assertThat(worker.told(), worker.exitCode(), is(1));
    assertThat(worker.told(), containsString("was stopped"));
  }

  @Test
  void thatRunsOutOfMemoryFailsItsJobAtOnce() throws Exception {
    WorkerProcess worker = start("memory");
    assertThat(worker.told(), worker.exitCode(), is(77));
    JsonNode job = folder.command("jobs", "list").json().path("jobs").path(0);
    assertThat(job.path("status").asText(), is("failed"));
    assertThat(job.path("error").asText(), containsString("needs more memory"));
    assertThat(worker.told(), not(containsString("lease")));
  }

  private WorkerProcess start(String kind) throws Exception {
    return WorkerProcess.of(
        folder, "", DeafTraining.class.getName(), folder.policy().toString(), kind);
  }

  private static boolean runs(JsonNode job) {
    return job.path("status").asText().equals("running");
  }
}
