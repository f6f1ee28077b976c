package prefmill.runners.registry;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.runners.nightly.CorrectionsFolder;

/** An adapter whose files were damaged after it passed goes live by no command. */
class DamagedAdapterTest {
  private static final String LENIENT =
      "method: sft, min_new_rows: 1, evaluation: {alpha: 0.45, min_persons: 6},"
          + " hyperparameters: {epochs: %d, learning_rate: %s, batch_size: 4}";

  @TempDir private Path temporary;
  private CorrectionsFolder folder;

  @Test
  void isNeitherPromotedNorRolledBackTo() throws Exception {
    folder = CorrectionsFolder.liked(temporary, 60);
    folder.policy(LENIENT.formatted(1, "1.0e-3"));
    done("nightly", "--runner", "direct");
    refusedWhileDamaged("test@0.1.0", "promote", "test@0.1.0");
    assertThat(folder.command("registry", "resolve").exitCode(), is(2));
    trainingFindsDamage();
    done("registry", "promote", "test@0.1.0");
    refusedWhileDamaged("test@0.1.0", "promote", "test@0.1.0");

    folder.policy(LENIENT.formatted(4, "5.0e-3"));
    done("nightly", "--runner", "direct");
    refusedWhileDamaged("test@0.2.0", "promote", "test@0.2.0");
    assertThat(live(), is("test@0.1.0"));

    done("registry", "promote", "test@0.2.0");
    refusedWhileDamaged("test@0.1.0", "rollback");
    assertThat(live(), is("test@0.2.0"));
    done("registry", "rollback");
    assertThat(live(), is("test@0.1.0"));

    Path tokenizer = folder.path().resolve("model/tokenizer_config.json");
    Files.writeString(tokenizer, Files.readString(tokenizer) + "\n");
    refused(folder.path().resolve("model"), "promote", "test@0.2.0");
  }

  private void trainingFindsDamage() throws Exception {
    assertThat(done("train", "test").json().path("trained").asBoolean(), is(false));
    Path weights = weights("test@0.1.0");
    Path moved = folder.path().resolve("moved");
    Files.move(weights.getParent(), moved);
    Invocation gone = folder.command("train", "test");
    assertThat(gone.err(), gone.exitCode(), is(1));
    assertThat(gone.err(), containsString(weights + " of test@0.1.0 is not there"));
    refused(weights, "promote", "test@0.1.0");
    Files.move(moved, weights.getParent());
    flipLastBit(weights);
    Invocation altered = folder.command("train", "test");
    assertThat(altered.err(), altered.exitCode(), is(1));
    assertThat(altered.err(), containsString(weights + " is not the file that was registered"));
    flipLastBit(weights);
  }

  private void refusedWhileDamaged(String adapter, String... words) throws Exception {
    Path weights = weights(adapter);
    flipLastBit(weights);
    refused(weights, words);
    flipLastBit(weights);
  }

  private void refused(Path named, String... words) {
    String[] command = new String[words.length + 1];
    command[0] = "registry";
    System.arraycopy(words, 0, command, 1, words.length);
    Invocation refused = folder.command(command);
    assertThat(refused.err(), refused.exitCode(), is(3));
    assertThat(refused.err(), containsString(named.toString()));
  }

  private Path weights(String adapter) {
    return Path.of(done("registry", "show", adapter).json().at("/adapter_uri").asText())
        .resolve("adapter_model.safetensors");
  }

  private String live() {
    return done("registry", "history").json().at("/live/0/to").asText();
  }

  private static void flipLastBit(Path file) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
  }

  private Invocation done(String... words) {
    Invocation run = folder.command(words);
    assertThat(run.err(), run.exitCode(), is(0));
    return run;
  }
}
