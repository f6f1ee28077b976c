package prefmill.runners.nightly;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.s3server.S3Server;
import prefmill.trainers.jobs.DatasetLock;

/** Gates, lock and repetition of a nightly run over a small file of corrections. */
class NightlyTest {
  @TempDir private Path temporary;
  private CorrectionsFolder folder;

  @BeforeEach
  void prepare() throws Exception {
    folder = CorrectionsFolder.of(temporary, 60);
  }

  @Test
  void refusesTooLittleThenTrainsOnceAndThenAsksNoGate() throws Exception {
    Invocation refused = nightly("min_new_rows: 1000");
    assertThat(refused.err(), refused.exitCode(), is(3));
    assertThat(refused.err(), containsString("training.min_new_rows"));
    assertThat(adapters(), is(0));

    Invocation trained = nightly("min_new_rows: 5");
    assertThat(trained.err(), trained.exitCode(), is(0));
    assertThat(trained.json().path("trained").asBoolean(), is(true));
    assertThat(trained.json().path("build").path("status").asText(), is("unchanged"));
    assertThat(adapters(), is(1));

    Invocation again = nightly("min_new_rows: 1000");
    assertThat(again.err(), again.exitCode(), is(0));
    assertThat(again.json().path("changed").asBoolean(), is(false));
    assertThat(adapters(), is(1));
  }

  @Test
  void trainsByAChangedPlanOnTheSameRowsAndByNoPlanTwice() throws Exception {
    assertThat(nightly("min_new_rows: 5").json().path("trained").asBoolean(), is(true));

    folder.policy("min_new_rows: 5, hyperparameters: {epochs: 2, learning_rate: 1}");
    Invocation changed = folder.command("nightly", "--runner", "direct");
    assertThat(changed.err(), changed.exitCode(), is(0));
    assertThat(changed.json().path("trained").asBoolean(), is(true));
    assertThat(changed.json().at("/adapter/hyperparameters/epochs").asInt(), is(2));
    assertThat(adapters(), is(2));

    Invocation again = folder.command("nightly", "--runner", "direct");
    assertThat(again.err(), again.json().path("changed").asBoolean(), is(false));

    Invocation back = nightly("min_new_rows: 1000");
    assertThat(back.err(), back.exitCode(), is(0));
    assertThat(back.json().path("trained").asBoolean(), is(false));
    assertThat(back.json().at("/adapter/model_id").asText(), is("test@0.1.0"));
    assertThat(adapters(), is(2));
  }

  @Test
  void leavesADatasetAloneThatAnotherRunHolds() throws Exception {
    try (DatasetLock unused =
        DatasetLock.tryAcquire(folder.store().resolve("test")).orElseThrow()) {
      Invocation locked = nightly("min_new_rows: 5");
      assertThat(locked.err(), locked.exitCode(), is(4));
      assertThat(locked.err(), containsString("process " + ProcessHandle.current().pid() + " on "));
    }
  }

  @Test
  void trainsOnAVersionInABucket() throws Exception {
    folder.storedIn(S3Server.shared().makeBucket("nightly"));
    Invocation trained = nightly("min_new_rows: 5");
    assertThat(trained.err(), trained.exitCode(), is(0));
    assertThat(trained.json().path("trained").asBoolean(), is(true));
    Path adapters = temporary.resolve(".prefmill/test/adapters");
    assertThat(trained.json().at("/adapter/adapter_uri").asText(), startsWith(adapters + "/"));
    assertThat(nightly("min_new_rows: 5").json().path("changed").asBoolean(), is(false));
  }

  @Test
  void trainsOnDemonstrationsWhenAskedTo() throws Exception {
    folder.policy("method: sft, hyperparameters: {learning_rate: 5.0e-3, batch_size: 4}");
    assertThat(folder.command("build", "--runner", "direct").exitCode(), is(0));
    Invocation trained = folder.command("train", "test@1");
    assertThat(trained.err(), trained.exitCode(), is(0));
    JsonNode heldOut = trained.json().path("adapter").path("performance_metrics");
    assertThat(heldOut.path("demonstrations").asInt(), is(greaterThan(5)));
    assertThat(
        heldOut.path("perplexity").asDouble(),
        is(lessThan(heldOut.path("base_perplexity").asDouble())));
    assertThat(folder.command("train", "test").json().path("trained").asBoolean(), is(false));
  }

  private Invocation nightly(String training) throws Exception {
    folder.policy(training + ", hyperparameters: {epochs: 1}");
    return folder.command("nightly", "--runner", "direct");
  }

  private int adapters() {
    return folder.command("registry", "list").json().path("adapters").size();
  }
}
