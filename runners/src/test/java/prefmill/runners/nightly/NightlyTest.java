package prefmill.runners.nightly;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.runners.quickstart.FeedbackGenerator;
import prefmill.runners.quickstart.tables.BetabasePair;
import prefmill.trainers.jobs.DatasetLock;
import prefmill.trainers.tiny.TinyModel;

/** Gates, lock and repetition of a nightly run over a small file of corrections. */
class NightlyTest {
  private static final List<BetabasePair> PAIRS =
      FeedbackGenerator.of(1).generate().betabasePairs().subList(0, 60);

  @TempDir private Path folder;

  @BeforeEach
  void prepare() throws Exception {
    Files.writeString(folder.resolve("key"), "a key for tests, the same for all\n");
    Files.write(folder.resolve("events.jsonl"), events());
    TinyModel.write(
        folder.resolve("model"), PAIRS.stream().map(BetabasePair::chosenResponse).toList(), 1);
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
  void leavesADatasetAloneThatAnotherRunHolds() throws Exception {
    try (DatasetLock unused =
        DatasetLock.tryAcquire(folder.resolve("store").resolve("test")).orElseThrow()) {
      Invocation locked = nightly("min_new_rows: 5");
      assertThat(locked.err(), locked.exitCode(), is(4));
      assertThat(locked.err(), containsString("process " + ProcessHandle.current().pid() + " on "));
    }
  }

  @Test
  void trainsOnDemonstrationsWhenAskedTo() throws Exception {
    policy("method: sft, hyperparameters: {learning_rate: 5.0e-3, batch_size: 4}");
    assertThat(command("build", "--runner", "direct").exitCode(), is(0));
    Invocation trained = command("train", "test@1");
    assertThat(trained.err(), trained.exitCode(), is(0));
    JsonNode heldOut = trained.json().path("adapter").path("performance_metrics");
    assertThat(heldOut.path("demonstrations").asInt(), is(greaterThan(5)));
    assertThat(
        heldOut.path("perplexity").asDouble(),
        is(lessThan(heldOut.path("base_perplexity").asDouble())));
    assertThat(command("train", "test").json().path("trained").asBoolean(), is(false));
  }

  private Invocation nightly(String training) throws Exception {
    policy(training + ", hyperparameters: {epochs: 1}");
    return command("nightly", "--runner", "direct");
  }

  private int adapters() {
    return command("registry", "list").json().path("adapters").size();
  }

  private void policy(String training) throws Exception {
    Files.writeString(
        folder.resolve("prefmill.yaml"),
        """
        dataset: test
        store: ./store
        masking: {key_file: key}
        sources:
          - {name: app, kind: jsonl, preset: native, path: events.jsonl}
        splits: {train: 0.6, validation: 0.0, test: 0.4}
        training: {base_model: ./model, %s}
        """
            .formatted(training));
  }

  private Invocation command(String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--config", folder.resolve("prefmill.yaml").toString(), "--json"));
    return Invocation.of(arguments.toArray(String[]::new));
  }

  private static List<String> events() throws Exception {
    List<String> lines = new ArrayList<>();
    for (BetabasePair pair : PAIRS) {
      lines.add(
          new ObjectMapper()
              .writeValueAsString(
                  Map.of(
                      "event_id", pair.id(),
                      "user_id", "u" + lines.size(),
                      "message_id", "m" + lines.size(),
                      "created_at", pair.createdAt().toString(),
                      "prompt", pair.query(),
                      "response", pair.rejectedResponse(),
                      "signal", Map.of("kind", "correction", "text", pair.chosenResponse()))));
    }
    return lines;
  }
}
