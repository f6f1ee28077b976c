package prefmill.runners.nightly;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prefmill.runners.cli.Invocation;
import prefmill.runners.quickstart.FeedbackGenerator;
import prefmill.runners.quickstart.tables.BetabasePair;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.environment.TrainerEnvironment;
import prefmill.trainers.tiny.TinyModel;

/** A nightly run over the quickstart's feedback with each trainer that is not built in. */
class ExternalTrainersTest {
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

  @Tag("python")
  @ParameterizedTest
  @CsvSource({"trl, dpo, lora", "mlx, sft, lora", "mlx, sft, dora"})
  void endsInARegisteredAdapter(String trainer, String method, String adapter) throws Exception {
    assertEndsInARegisteredAdapter(trainer, method, adapter);
  }

  @Tag("python")
  @Tag("soak")
  @Test
  void endsInARegisteredAdapterOfLlamaFactory() throws Exception {
    assertEndsInARegisteredAdapter("llamafactory", "dpo", "lora");
  }

  private void assertEndsInARegisteredAdapter(String trainer, String method, String kind)
      throws Exception {
    environment(ExternalBackend.valueOf(trainer.toUpperCase(java.util.Locale.ROOT)));
    policy(trainer, method, kind);

    Invocation run = command("nightly", "--runner", "direct");

    assertThat(run.err(), run.exitCode(), is(0));
    JsonNode adapter = run.json().path("adapter");
    assertThat(adapter.path("status").asText(), is("testing"));
    assertThat(adapter.path("method").asText(), is(method));
    assertThat(run.json().path("training").path("steps").asInt(), is(greaterThan(5)));
    assertThat(adapter.path("performance_metrics").path("pairs").asInt(), is(greaterThan(0)));
    assertThat(adapter.at("/hyperparameters/adapter").asText(), is(kind));
    Path files = Path.of(adapter.path("adapter_uri").asText());
    assertThat(PeftAdapter.read(files).lora().dora(), is(kind.equals("dora")));
    assertThat(Files.exists(files.resolve("adapter_model.safetensors")), is(true));
    assertThat(Files.exists(files.resolve("events.jsonl")), is(true));
    assertThat(command("train", "test").json().path("trained").asBoolean(), is(false));
  }

  @Test
  void saysHowToGetAMissingTrainerAndRefusesWhatOneDoesNotKnow() throws Exception {
    policy("trl", "sft", "lora");
    assertThat(command("build", "--runner", "direct").exitCode(), is(0));
    Invocation missing = command("train", "test@1");
    assertThat(missing.err(), missing.exitCode(), is(1));
    assertThat(missing.err(), containsString("run `prefmill trainer install trl`."));
    JsonNode listed = command("trainer", "list").json().path("trainers");
    assertThat(listed.path(0).path("state").asText(), is("built_in"));
    assertThat(listed.path(2).path("name").asText(), is("trl"));
    assertThat(listed.path(2).path("state").asText(), is("missing"));
    assertThat(listed.path(2).path("works").asBoolean(), is(false));

    policy("mlx", "dpo", "lora");
    Invocation refused = command("check");
    assertThat(refused.exitCode(), is(2));
    assertThat(refused.err(), containsString("training.method"));
    assertThat(refused.err(), containsString("write `method: sft`, or `trainer: trl`."));

    policy("djl", "dpo", "dora");
    Invocation unknown = command("check");
    assertThat(unknown.exitCode(), is(2));
    assertThat(unknown.err(), containsString("training.hyperparameters.adapter"));
  }

  private void environment(ExternalBackend backend) throws Exception {
    String python =
        System.getProperty(
            backend == ExternalBackend.TRL
                ? "prefmill.python"
                : "prefmill.python." + backend.label());
    assertThat("run ./verify, which makes the environments", python, is(notNullValue()));
    TrainerEnvironment environment =
        TrainerEnvironment.of(folder.resolve(".prefmill/trainers"), backend);
    Path interpreter = environment.folder().resolve("bin/python");
    Files.createDirectories(interpreter.getParent());
    Files.writeString(interpreter, "#!/bin/sh\nexec '" + python + "' \"$@\"\n");
    assertThat(interpreter.toFile().setExecutable(true), is(true));
    Files.writeString(environment.folder().resolve("installed.txt"), environment.list());
  }

  private Invocation command(String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--config", folder.resolve("p.yaml").toString(), "--json"));
    return Invocation.of(arguments.toArray(String[]::new));
  }

  private void policy(String trainer, String method, String kind) throws Exception {
    Files.writeString(
        folder.resolve("p.yaml"),
        """
        dataset: test
        store: ./store
        masking: {key_file: ./key}
        sources:
          - {name: app, kind: jsonl, preset: native, path: events.jsonl}
        splits: {train: 0.6, validation: 0.0, test: 0.4}
        training:
          {trainer: %s, method: %s, base_model: ./model, min_new_rows: 5, hyperparameters: {batch_size: 4, adapter: %s}}
        """
            .formatted(trainer, method, kind));
  }

  // Each pair as a correction by another person: a preference and a demonstration.
  private static List<String> events() throws Exception {
    ObjectMapper json = new ObjectMapper();
    List<String> lines = new ArrayList<>();
    for (BetabasePair pair : PAIRS) {
      lines.add(
          json.writeValueAsString(
              Map.of(
                  "event_id",
                  "e" + lines.size(),
                  "user_id",
                  "u" + lines.size(),
                  "created_at",
                  "2026-11-20T10:00:00Z",
                  "prompt",
                  pair.query(),
                  "response",
                  pair.rejectedResponse(),
                  "signal",
                  Map.of("kind", "correction", "text", pair.chosenResponse()))));
    }
    return lines;
  }
}
