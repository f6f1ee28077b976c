package prefmill.runners.nightly;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
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
    assertThat(promoted.err(), not(containsString("warning")));
    assertThat(promoted.json().path("live").path("model_id").asText(), is("test@0.1.0"));
    JsonNode served = folder.command("registry", "resolve", "test").json();
    assertThat(served.path("model_id").asText(), is("test@0.1.0"));
    assertThat(served.path("commands").path("vllm").asText(), containsString("--lora-modules"));
    assertThat(folder.command("registry", "promote").json().path("changed").asBoolean(), is(false));

    folder.policy(LEARNS_NOTHING);
    Invocation idle = folder.command("train", "test");
    assertThat(idle.err(), idle.exitCode(), is(0));
    Invocation refused = folder.command("registry", "promote", "test@0.2.0");
    assertThat(refused.exitCode(), is(3));
    assertThat(refused.err(), containsString("ended refused"));

    JsonNode history = folder.command("registry", "history").json();
    assertThat(history.path("adapters").size(), is(2));
    assertThat(history.path("live").path(0).path("actor").asText(), is("ann"));
    assertThat(history.path("live").path(0).path("evidence").asText().length(), is(36));
    assertThat(folder.command("registry", "rollback").exitCode(), is(greaterThan(0)));
  }

  @Test
  void tooFewPersonsAreNoEvidenceAndAnAlteredAdapterIsNotServed() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 40);
    folder.policy(LEARNS);
    Invocation trained = folder.command("nightly", "--runner", "direct");
    assertThat(trained.err(), trained.exitCode(), is(0));
    Invocation refused = folder.command("registry", "promote");
    assertThat(refused.exitCode(), is(3));
    assertThat(refused.err(), containsString("ended undecidable"));

    JsonNode served = folder.command("registry", "resolve", "test@0.1.0").json();
    Files.writeString(
        Path.of(served.path("adapter_uri").asText()).resolve("adapter_model.safetensors"), "{}");
    Invocation altered = folder.command("registry", "resolve", "test@0.1.0");
    assertThat(altered.exitCode(), is(1));
    assertThat(altered.err(), containsString("is not the file that was registered"));
  }

  private static boolean nothingLive(Invocation resolved) {
    assertThat(resolved.exitCode(), is(2));
    return resolved.err().contains("Nothing is live under test");
  }
}
