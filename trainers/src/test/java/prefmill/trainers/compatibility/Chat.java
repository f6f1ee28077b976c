package prefmill.trainers.compatibility;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.djl.engine.EngineSession;
import prefmill.trainers.djl.model.CausalModel;
import prefmill.trainers.djl.model.LoraParameters;
import prefmill.trainers.djl.model.ModelScale;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.huggingface.ChatTokenizer;
import prefmill.trainers.huggingface.TokenSequence;
import prefmill.trainers.safetensors.SafetensorsFile;

/** One chat's logits, here and there. */
final class Chat {
  private static final List<Turn> TURNS =
      List.of(
          new Turn("system", "Be brief: {{ no template }} {% here %}"),
          new Turn("user", "How do I cancel my invoice? Größe 5€, 漢字 \uD83D\uDE00\n\n  two"),
          new Turn("assistant", "Sure, open the settings."));

  private Chat() {}

  /** Writes the chat for Python. */
  static Path write(Path folder) throws IOException {
    Path file = folder.resolve("chat.json");
    new ObjectMapper().writeValue(file.toFile(), TURNS);
    return file;
  }

  /**
   * Compares our forward pass with logits from elsewhere.
   *
   * @param there a file with ids, base and adapter
   */
  static void assertSameLogits(Path model, PeftAdapter adapter, Path there) throws IOException {
    try (SafetensorsFile logits = SafetensorsFile.open(there);
        EngineSession session = EngineSession.open();
        ChatTokenizer tokenizer = ChatTokenizer.open(model);
        CausalModel ours =
            CausalModel.load(session.manager(), model, ModelScale.of(adapter.lora(), 1024))) {
      TokenSequence ids = tokenizer.chat(TURNS);
      float[] theirIds = logits.floats("ids").toArray();
      assertThat(ids.length(), is(theirIds.length));
      for (int i = 0; i < theirIds.length; i++) {
        assertThat("token " + i, (float) ids.id(i), is(equalTo(theirIds[i])));
      }
      LoraParameters lora =
          LoraParameters.of(
              session.manager(), ours.config(), adapter.lora().rank(), adapter.tensors());
      float[] base = ours.logits(ids, Optional.empty());
      float[] adapted = ours.logits(ids, Optional.of(lora));
      assertThat(largestDifference(base, logits.floats("base").toArray()), lessThan(1e-4));
      assertThat(largestDifference(adapted, logits.floats("adapter").toArray()), lessThan(1e-4));
      assertThat(
          "the adapter moves the logits", largestDifference(base, adapted), greaterThan(1e-2));
    }
  }

  /** Compares two files of logits. */
  static void assertSameLogits(Path one, Path other) throws IOException {
    try (SafetensorsFile a = SafetensorsFile.open(one);
        SafetensorsFile b = SafetensorsFile.open(other)) {
      for (String name : List.of("ids", "base", "adapter")) {
        assertThat(
            name,
            largestDifference(a.floats(name).toArray(), b.floats(name).toArray()),
            lessThan(1e-4));
      }
    }
  }

  static double largestDifference(float[] a, float[] b) {
    assertThat(a.length, is(b.length));
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }
}
