package prefmill.runners.nightly;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;

/** From a trained adapter to a live one and back, by command. */
class PromotionTest {
  private static final String LEARNS =
      "min_new_rows: 1, hyperparameters: {epochs: 4, learning_rate: 5.0e-3, batch_size: 4}";
  private static final String LEARNS_NOTHING =
      "min_new_rows: 1, hyperparameters: {epochs: 1, learning_rate: 1.0e-9}";

  private static final String LENIENT =
      "method: sft, min_new_rows: 1, evaluation: {alpha: 0.45, min_persons: 6},"
          + " hyperparameters: {epochs: %d, learning_rate: %s, batch_size: 4}";

  @TempDir private Path temporary;

  @Test
  void goodAdapterIsPromotedAndAnIdleOneIsRefused() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 200);
    folder.policy(LEARNS);
    assertThat(nothingLive(folder.command("registry", "resolve")), is(true));
    Invocation trained = folder.command("nightly", "--runner", "direct");
    assertThat(trained.err(), trained.exitCode(), is(0));

    Invocation slip = folder.command("registry", "promote", "--expect", "test@1.0.0");
    assertThat(slip.exitCode(), is(2));
    assertThat(slip.err(), containsString("the registry holds no test@1.0.0"));
    assertThat(nothingLive(folder.command("registry", "resolve")), is(true));

    Invocation promoted =
        folder.command("registry", "promote", "--expect", "nothing", "--actor", "ann");
    assertThat(promoted.err(), promoted.exitCode(), is(0));
    assertThat(promoted.json().path("live").path("model_id").asText(), is("test@0.1.0"));
    JsonNode served = folder.command("registry", "resolve", "test").json();
    assertThat(served.path("model_id").asText(), is("test@0.1.0"));
    assertThat(served.path("commands").path("vllm").asText(), containsString("--lora-modules"));
    assertThat(folder.command("registry", "promote").json().path("changed").asBoolean(), is(false));

    folder.policy(LEARNS_NOTHING);
    Invocation idle = folder.command("train", "test");
    assertThat(idle.err(), idle.exitCode(), is(0));
    JsonNode shown = folder.command("registry", "show", "test@0.2.0").json();
    assertThat(shown.at("/evaluation/metrics/baseline").asText(), is("test@0.1.0"));
    Invocation refused = folder.command("registry", "promote", "test@0.2.0");
    assertThat(refused.exitCode(), is(3));
    assertThat(refused.err(), containsString("ended refused"));

    JsonNode history = folder.command("registry", "history").json();
    assertThat(history.path("adapters").size(), is(2));
    assertThat(history.path("live").path(0).path("actor").asText(), is("ann"));
    assertThat(history.path("live").path(0).path("evidence").asText().length(), is(36));
    Invocation first = folder.say("registry", "rollback");
    assertThat(first.exitCode(), is(2));
    assertThat(first.err(), containsString("No adapter was live under test before test@0.1.0"));
    assertThat(first.err(), not(containsString("-v shows")));

    Invocation itself = folder.command("registry", "evaluate", "test@0.1.0");
    assertThat(itself.exitCode(), is(2));
    assertThat(itself.err(), containsString("test@0.1.0 is what is live under test"));
    folder.policy(LEARNS);
    Invocation told = folder.say("train", "test");
    assertThat(
        told.out(), containsString("Evaluation: passed against base model. The lower bound"));
    assertThat(told.out(), containsString("Live under test: test@0.1.0 since"));
    assertThat(told.out(), containsString("hyperparameters: "));
    assertThat(told.out(), containsString("beta 0.1"));
    assertThat(told.out(), not(containsString("{")));
  }

  @Test
  void evidenceAgainstAnotherBaselineIsMadeAnew() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.liked(temporary, 60);
    folder.policy(LENIENT.formatted(1, "1.0e-3"));
    done(folder.command("nightly", "--runner", "direct"));
    folder.policy(LENIENT.formatted(4, "5.0e-3"));
    done(folder.command("train", "test"));
    assertThat(baseline(folder, "test@0.2.0"), is("base model"));
    done(folder.command("registry", "promote", "test@0.1.0"));

    Invocation refused = folder.command("registry", "promote", "test@0.2.0");
    assertThat(refused.exitCode(), is(3));
    assertThat(refused.err(), containsString("was never held against the test@0.1.0"));
    assertThat(
        refused.err(), containsString("`prefmill registry evaluate test@0.2.0 --alias test`"));

    Invocation night = done(folder.command("nightly", "--runner", "direct"));
    assertThat(night.json().path("trained").asBoolean(), is(false));
    assertThat(night.json().path("evaluated").asBoolean(), is(true));
    assertThat(night.json().at("/evaluation/metrics/baseline").asText(), is("test@0.1.0"));
    assertThat(
        done(folder.command("nightly", "--runner", "direct")).json().path("changed").asBoolean(),
        is(false));

    done(folder.command("registry", "promote", "test@0.1.0", "--alias", "prod"));
    folder.policy(LENIENT.formatted(4, "5.0e-3") + ", alias: prod");
    assertThat(live(folder), is("test@0.1.0"));
    done(folder.command("registry", "promote", "test@0.2.0"));
    assertThat(live(folder), is("test@0.2.0"));
    JsonNode other = done(folder.command("registry", "evaluate", "test@0.1.0")).json();
    assertThat(other.at("/evaluation/metrics/baseline").asText(), is("test@0.2.0"));
    assertThat(other.at("/evaluation/metrics/look").asInt(), is(4));
  }

  private static String live(CorrectionsFolder folder) {
    return done(folder.command("registry", "resolve")).json().path("model_id").asText();
  }

  private static String baseline(CorrectionsFolder folder, String adapter) {
    return folder
        .command("registry", "show", adapter)
        .json()
        .at("/evaluation/metrics/baseline")
        .asText();
  }

  private static Invocation done(Invocation run) {
    assertThat(run.err(), run.exitCode(), is(0));
    return run;
  }

  @Test
  void tooFewPersonsAreNoEvidenceAndAnAlteredAdapterIsNotServed() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 40);
    folder.policy(LEARNS);
    Invocation trained = folder.command("nightly", "--runner", "direct");
    assertThat(trained.err(), trained.exitCode(), is(0));
    Invocation refused = folder.command("registry", "promote");
    assertThat(refused.exitCode(), is(3));
    assertThat(refused.err(), containsString("ended undecidable: "));
    assertThat(refused.err(), containsString(" persons"));
    assertThat(
        folder.say("train", "test").out(),
        containsString("Evaluation: undecidable against base model. "));

    JsonNode served = folder.command("registry", "resolve", "test@0.1.0").json();
    Path files = Path.of(served.path("adapter_uri").asText());
    alter(folder, files.resolve("adapter_config.json"), "another rank or scale");
    alter(
        folder,
        folder.path().resolve("model/tokenizer_config.json"),
        "another configuration, tokenizer or chat template");
    Files.writeString(files.resolve("adapter_model.safetensors"), "{}");
    Invocation altered = folder.command("registry", "resolve", "test@0.1.0");
    assertThat(altered.exitCode(), is(1));
    assertThat(altered.err(), containsString("is not the file that was registered"));
  }

  /** Makes a scale ten times as large, or a file longer, and asks for the adapter; puts it back. */
  private static void alter(CorrectionsFolder folder, Path file, String because) throws Exception {
    String text = Files.readString(file);
    String altered =
        file.endsWith("adapter_config.json")
            ? text.replaceFirst("(\"lora_alpha\" : [0-9]+)", "$10")
            : text + "\n";
    assertThat(altered.equals(text), is(false));
    Files.writeString(file, altered);
    Invocation refused = folder.command("registry", "resolve", "test@0.1.0");
    assertThat(refused.exitCode(), is(1));
    assertThat(refused.err(), containsString(because));
    Files.writeString(file, text);
    assertThat(folder.command("registry", "resolve", "test@0.1.0").exitCode(), is(0));
  }

  private static boolean nothingLive(Invocation resolved) {
    assertThat(resolved.exitCode(), is(2));
    return resolved.err().contains("Nothing is live under test");
  }
}
