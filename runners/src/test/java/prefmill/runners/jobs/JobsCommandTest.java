package prefmill.runners.jobs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.runners.nightly.CorrectionsFolder;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;

/** A training that runs for long, watched and stopped by command. */
class JobsCommandTest {
  private static final String LONG = "hyperparameters: {epochs: 1000, batch_size: 2}";

  @TempDir private Path temporary;
  private CorrectionsFolder folder;
  private OpenRegistry registry;

  @BeforeEach
  void prepare() throws Exception {
    folder = CorrectionsFolder.of(temporary, 40);
    folder.policy(LONG);
    assertThat(folder.command("jobs", "list").json().path("jobs").size(), is(0));
    assertThat(folder.command("build", "--runner", "direct").exitCode(), is(0));
    registry = OpenRegistry.of(Project.load(folder.path().resolve("prefmill.yaml")));
  }

  @AfterEach
  void closeRegistry() throws Exception {
    registry.close();
  }

  @Test
  void runningJobIsShownCancelledAndGoneOnWith() throws Exception {
    folder.policy(LONG + ", budget: {cost_per_hour: 3600}");
    WorkerThread worker = WorkerThread.start(folder, "train", "test");
    JsonNode job = worker.awaitJob(j -> j.path("step").asInt() > 2);
    assertThat(job.path("status").asText(), is("running"));
    assertThat(job.path("of").asInt(), is(greaterThan(1000)));
    assertThat(job.path("loss").asDouble(), is(greaterThan(0.0)));
    assertThat(job.path("tokens_per_second").asDouble(), is(greaterThan(0.0)));
    assertThat(job.path("remaining_seconds").asDouble(), is(greaterThan(0.0)));
    assertThat(job.path("cost").asDouble(), is(greaterThan(0.0)));

    String id = job.path("id").asText();
    long asked = System.nanoTime();
    Invocation cancelled = folder.command("jobs", "cancel", id.substring(0, 8));
    assertThat(cancelled.err(), cancelled.exitCode(), is(0));
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - asked), is(lessThan(10L)));
    Invocation stopped = worker.result();
    assertThat(stopped.exitCode(), is(3));
    assertThat(stopped.err(), containsString("was cancelled"));

    JsonNode shown = folder.command("jobs", "show", id).json();
    assertThat(
        words(shown.path("transitions"), "to"),
        is(List.of("pending", "validating", "queued", "running", "cancelling", "cancelled")));
    JsonNode attempt = shown.path("runs").path(0);
    assertThat(attempt.path("cost").asDouble(), is(greaterThan(0.0)));
    assertThat(Files.isDirectory(Path.of(attempt.path("folder").asText())), is(true));
    assertThat(shown.path("actual_cost"), is(attempt.path("cost")));
    assertThat(folder.command("jobs", "logs", id).exitCode(), is(0));
    Path said = Path.of(attempt.path("folder").asText()).resolve("stderr.txt");
    Files.writeString(said, "\033[1;35mtrain\033[0m 10%\033[2A\r\n");
    assertThat(
        folder.command("jobs", "logs", id).json().path("stderr_text").asText(),
        is("train 10%\r\n"));
    Files.delete(said);
    assertThat(folder.command("jobs", "show", "no").exitCode(), is(2));
    assertThat(shown.path("error").asText(), is("cancelled, as was asked"));
    assertThat(
        shown.at("/transitions/5/message").asText(),
        is(shown.at("/transitions/4/message").asText()));
    assertThat(shown.at("/transitions/5/message").asText(), is("cancelled, as was asked"));

    int last = shown.path("progress").path(shown.path("progress").size() - 1).path("step").asInt();
    WorkerThread again = WorkerThread.start(folder, "train", "test");
    JsonNode second = again.awaitJob(j -> j.path("step").asInt() > last);
    assertThat(second.path("id").asText(), is(id));
    assertThat(second.path("attempts").asInt(), is(2));
    assertThat(folder.command("jobs", "cancel", id).exitCode(), is(0));
    assertThat(again.result().exitCode(), is(3));
    assertThat(firstStepOf(folder.command("jobs", "show", id).json(), 2), is(last + 1));
  }

  @Test
  void stoppedJobEndsBehindItsCheckpointAndItsFollowerWithIt() throws Exception {
    WorkerThread worker = WorkerThread.start(folder, "train", "test");
    JsonNode job = worker.awaitJob(j -> j.path("step").asInt() > 2);
    String id = job.path("id").asText();
    CompletableFuture<Invocation> follower =
        CompletableFuture.supplyAsync(() -> folder.command("jobs", "show", "--follow", id));

    Invocation asked = folder.command("jobs", "stop", id);
    assertThat(asked.err(), asked.exitCode(), is(0));
    assertThat(asked.json().path("stop_asked").asBoolean(), is(true));
    Invocation stopped = worker.result();
    assertThat(stopped.exitCode(), is(3));
    assertThat(stopped.err(), containsString("was stopped behind a checkpoint"));

    Invocation followed = follower.get(60, TimeUnit.SECONDS);
    assertThat(followed.err(), followed.exitCode(), is(3));
    assertThat(followed.err(), containsString(id + " is running"));
    assertThat(followed.err(), containsString(id + " is cancelled"));
    JsonNode shown = followed.json();
    assertThat("no price, no cost", shown.path("actual_cost").isNull(), is(true));
    assertThat(shown.path("cost").isNull(), is(true));
    assertThat(shown.at("/runs/0/cost").isNull(), is(true));
    assertThat(shown.path("status").asText(), is("cancelled"));
    assertThat(shown.path("error").asText(), containsString("behind a checkpoint"));
    int last = shown.path("progress").path(shown.path("progress").size() - 1).path("step").asInt();

    Invocation ended = folder.command("jobs", "stop", id);
    assertThat(ended.err(), ended.exitCode(), is(0));
    WorkerThread again = WorkerThread.start(folder, "train", "test");
    JsonNode second = again.awaitJob(j -> j.path("step").asInt() > last + 2);
    assertThat("nobody asked this attempt", second.path("stop_asked").asBoolean(), is(false));
    assertThat(folder.command("jobs", "cancel", id).exitCode(), is(0));
    assertThat(again.result().exitCode(), is(3));
    assertThat(firstStepOf(folder.command("jobs", "show", id).json(), 2), is(last + 1));
  }

  @Test
  void runStopsAtItsBudgetAndGoesOnOnlyUnderALargerOne() throws Exception {
    folder.policy(LONG + ", budget: {cost_per_hour: 3600, per_run: 4}");
    Invocation stopped = folder.command("train", "test");
    assertThat(stopped.err(), stopped.exitCode(), is(3));
    assertThat(stopped.err(), containsString("training.budget.per_run allows 4.00: raise it"));
    assertThat(stopped.err(), containsString("warning: The run is expected to cost "));
    assertThat(stopped.err(), containsString("training.budget.per_run allows 4.00: it is stopped"));
    JsonNode job = folder.command("jobs", "list").json().path("jobs").path(0);
    assertThat(job.path("status").asText(), is("failed"));
    assertThat(job.path("actual_cost").asDouble(), is(greaterThan(4.0)));
    int last = job.path("step").asInt();

    Invocation same = folder.command("train", "test");
    assertThat(same.exitCode(), is(3));
    assertThat(same.err(), containsString("raise it and run the same again"));

    folder.policy(LONG + ", budget: {cost_per_hour: 3600, per_run: 8}");
    assertThat(folder.command("train", "test").exitCode(), is(3));
    JsonNode shown = folder.command("jobs", "show", job.path("id").asText()).json();
    assertThat(shown.path("attempts").asInt(), is(2));
    assertThat(shown.path("actual_cost").asDouble(), is(greaterThan(8.0)));
    assertThat(firstStepOf(shown, 2), is(last + 1));
  }

  private static int firstStepOf(JsonNode shown, int attempt) {
    for (JsonNode step : shown.path("progress")) {
      if (step.path("attempt").asInt() == attempt) {
        return step.path("step").asInt();
      }
    }
    throw new AssertionError("no step of attempt " + attempt);
  }

  private static List<String> words(JsonNode rows, String field) {
    List<String> words = new ArrayList<>();
    rows.forEach(row -> words.add(row.path(field).asText()));
    return words;
  }
}
