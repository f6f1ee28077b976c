package prefmill.trainers.adapter;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.datasets.canonical.Sha256;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainedAdapter;
import prefmill.trainers.training.TrainingException;

/** A finished adapter is found again only with the bytes and the record that it was given. */
class AttemptFolderTest {
  @TempDir Path folder;
  private Path output;
  private TrainedAdapter made;

  @BeforeEach
  void publish() throws IOException {
    output = folder.resolve("out");
    try (AttemptFolder attempt = AttemptFolder.create(output)) {
      Path weights =
          Files.writeString(attempt.path().resolve(PeftAdapter.WEIGHTS), "numbers of a run");
      Files.writeString(attempt.path().resolve(PeftAdapter.CONFIG), "{}");
      made =
          new TrainedAdapter(
              "key", output, Sha256.of(weights), Method.DPO, 60, 1, 16, 900, 0.7, 0.5);
      attempt.seal(made);
      assertThat(attempt.publish(made), is(made));
    }
  }

  @Test
  void isFoundAgainAsItWasMade() throws IOException {
    assertThat(AttemptFolder.find(output, "key"), is(Optional.of(made)));
  }

  @Test
  void otherNumbersAreNotTheAdapterOfTheRun() throws IOException {
    Files.writeString(output.resolve(PeftAdapter.WEIGHTS), "numbers of a nun");
    refused("adapter_model.safetensors");
    Files.delete(output.resolve(PeftAdapter.WEIGHTS));
    refused("adapter_model.safetensors");
  }

  @Test
  void anotherRankOrScaleIsNotTheAdapterOfTheRun() throws IOException {
    Files.writeString(output.resolve(PeftAdapter.CONFIG), "{\"r\": 8}");
    refused("adapter_config.json");
  }

  @Test
  void recordFromBeforeTheHashOfRankAndScaleIsOne() throws IOException {
    Path record = output.resolve("training.json");
    Files.writeString(record, Files.readString(record).replace("config_sha256", "other"));
    assertThat(AttemptFolder.find(output, "key"), is(Optional.of(made)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256", "method", "rows", "tokens", "last_loss"})
  void recordWithoutAFieldIsNone(String field) throws IOException {
    Path record = output.resolve("training.json");
    String whole = Files.readString(record);
    Files.writeString(record, whole.replace('"' + field + '"', "\"other\""));
    refused("training.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"DPO\" -> \"PPO\"", "\"DPO\" -> 7", "60 -> \"many\"", "60 -> null"})
  void recordWithAnotherFieldIsNone(String change) throws IOException {
    String[] words = change.split(" -> ", -1);
    Path record = output.resolve("training.json");
    Files.writeString(record, Files.readString(record).replace(words[0], words[1]));
    refused("training.json");
  }

  @Test
  void recordCutOffIsNone() throws IOException {
    Path record = output.resolve("training.json");
    String whole = Files.readString(record);
    for (int length : new int[] {0, 1, 20, whole.length() - 4}) {
      Files.writeString(record, whole.substring(0, length));
      refused("training.json");
    }
  }

  private void refused(String file) {
    TrainingException refused =
        assertThrows(TrainingException.class, () -> AttemptFolder.find(output, "key"));
    assertThat(
        refused.getMessage(),
        is(
            "%s is not the one of the adapter that was finished there: remove the folder %s and run again."
                .formatted(output.resolve(file), output)));
  }
}
