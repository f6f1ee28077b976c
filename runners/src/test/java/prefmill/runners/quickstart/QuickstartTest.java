package prefmill.runners.quickstart;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;

/** The whole way from the tables to the registry, on the embedded Flink. */
class QuickstartTest {
  @TempDir private Path temp;

  @Test
  void learnsWhatPeoplePreferAndRunsOnce() throws Exception {
    PreparedQuickstart quickstart = PreparedQuickstart.of(temp, FeedbackGenerator.of(1).generate());
    Invocation first = quickstart.run("--json");
    assertThat(first.err(), first.exitCode(), is(0));
    JsonNode adapter = first.json().path("adapter");
    JsonNode heldOut = adapter.path("performance_metrics");
    assertThat(heldOut.path("pairs").asInt(), is(greaterThanOrEqualTo(100)));
    assertThat(heldOut.path("preference_accuracy").asDouble(), is(greaterThanOrEqualTo(0.65)));
    JsonNode training = first.json().path("training");
    assertThat(
        training.path("last_loss").asDouble(),
        is(lessThan(training.path("first_loss").asDouble())));
    assertThat(adapter.path("status").asText(), is("testing"));

    Invocation second = quickstart.run();
    assertThat(second.err(), second.exitCode(), is(0));
    assertThat(second.out(), containsString("Nothing changed"));
    assertThat(second.out(), containsString("support@1"));
    assertThat(quickstart.ask("registry", "history", "support").path("adapters").size(), is(1));
    assertThat(quickstart.ask("dataset", "verify").path("whole").asBoolean(), is(true));
    assertThat(quickstart.ask("doctor").path("healthy").asBoolean(), is(true));
    JsonNode served =
        quickstart.ask("registry", "resolve", adapter.path("model_id").asText()).path("commands");
    assertThat(served.path("mlx").asText(), endsWith(" --config " + quickstart.config()));
  }

  @Test
  @Tag("soak")
  void learnsNothingFromShuffledLabels() throws Exception {
    PreparedQuickstart quickstart =
        PreparedQuickstart.of(temp, new FeedbackGenerator(1, true).generate());
    Invocation run = quickstart.run("--json");
    assertThat(run.err(), run.exitCode(), is(0));
    JsonNode heldOut = run.json().path("adapter").path("performance_metrics");
    assertThat(heldOut.path("pairs").asInt(), is(greaterThanOrEqualTo(100)));
    assertThat(heldOut.path("preference_accuracy").asDouble(), is(lessThanOrEqualTo(0.55)));
  }

  @Test
  void keepsItsSecretsToItsUser() throws Exception {
    QuickstartFolder folder = new QuickstartFolder(temp);
    folder.writePolicy("jdbc:postgresql://localhost:1/feedback", "reader", "password");
    String key = Files.readString(folder.maskingKey());
    assertThat(
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.maskingKey())),
        is("rw-------"));
    folder.writePolicy("jdbc:postgresql://localhost:2/feedback", "reader", "password");
    assertThat(Files.readString(folder.maskingKey()), is(key));
    assertThat(Files.readString(folder.policy()), containsString("localhost:2/feedback"));
  }
}
