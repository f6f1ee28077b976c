package prefmill.trainers.adapter;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.trainers.SamplePairs;
import prefmill.trainers.TestFiles;
import prefmill.trainers.evaluate.AdapterEvaluation;
import prefmill.trainers.safetensors.SafetensorsException;
import prefmill.trainers.tiny.TinyModel;
import prefmill.trainers.training.TrainingException;

class PeftAdapterTest {
  @TempDir Path folder;

  @Test
  void writesWhatItReadsWithTheSameBytesEachTime() throws IOException {
    PeftAdapter read = PeftAdapter.read(TestFiles.parity("initial_adapter"));
    Path first = Files.createDirectory(folder.resolve("first"));
    Path second = Files.createDirectory(folder.resolve("second"));
    read.write(first);
    PeftAdapter.read(first).write(second);

    assertThat(PeftAdapter.read(second), is(read));
    for (String file : new String[] {PeftAdapter.WEIGHTS, PeftAdapter.CONFIG}) {
      assertThat(Files.mismatch(first.resolve(file), second.resolve(file)), is(-1L));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"use_dora", "use_rslora", "fan_in_fan_out", "lora_bias"})
  void refusesAdaptersThatItWouldComputeWrongly(String kind) throws IOException {
    PeftAdapter.read(TestFiles.parity("initial_adapter")).write(folder);
    Files.writeString(
        folder.resolve(PeftAdapter.CONFIG),
        "{\"r\": 4, \"lora_alpha\": 8, \"" + kind + "\": true}");
    TrainingException refused =
        assertThrows(TrainingException.class, () -> PeftAdapter.read(folder));
    assertThat(refused.getMessage(), containsString(kind));
  }

  @Test
  void refusesAFolderThatHoldsNone() throws IOException {
    TrainingException refused =
        assertThrows(TrainingException.class, () -> PeftAdapter.read(folder));
    assertThat(refused.getMessage(), containsString("lacks adapter_config.json"));
    Files.writeString(folder.resolve(PeftAdapter.CONFIG), "{\"r\": 4}");
    Files.writeString(folder.resolve(PeftAdapter.WEIGHTS), "PK\u0003\u0004 a zip of pickles");
    assertThrows(SafetensorsException.class, () -> PeftAdapter.read(folder));
  }

  @Test
  void anAdapterOfAnotherModelIsRefused() throws IOException {
    Path model = folder.resolve("model");
    TinyModel.write(model, SamplePairs.texts(SamplePairs.of(20, 1)), 1);
    PeftAdapter read = PeftAdapter.read(TestFiles.parity("initial_adapter"));
    Path adapter = Files.createDirectory(folder.resolve("adapter"));
    String first = read.tensors().firstKey();
    new PeftAdapter("model", read.lora(), read.tensors().tailMap(first + " ")).write(adapter);
    TrainingException refused =
        assertThrows(
            TrainingException.class, () -> AdapterEvaluation.open(model, adapter, 64).close());
    assertThat(refused.getMessage(), containsString("made for another model"));
  }
}
