package prefmill.trainers.tiny;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.canonical.Sha256;
import prefmill.trainers.SamplePairs;
import prefmill.trainers.huggingface.ModelConfig;

class TinyModelTest {
  private static final List<String> CORPUS = SamplePairs.texts(SamplePairs.of(300, 1));

  @TempDir Path folder;

  @Test
  void theSameTextsAndSeedMakeTheSameBytes() throws IOException {
    List<String> reversed = new ArrayList<>(CORPUS);
    Collections.reverse(reversed);

    Map<String, String> first = write("a", CORPUS, 7);

    assertThat(first.size(), is(5));
    assertThat(write("b", CORPUS, 7), is(first));
    assertThat(write("c", reversed, 7), is(first));
    Map<String, String> other = write("d", CORPUS, 8);
    assertThat(other.get("tokenizer.json"), is(first.get("tokenizer.json")));
    assertThat(other.get("model.safetensors"), is(not(first.get("model.safetensors"))));
  }

  @Test
  void theBytesAreTheSameOnEveryMachine() throws IOException {
    TinyModel.write(folder, List.of("one two two", "Größe 漢字"), 1);

    assertThat(
        Sha256.of(folder.resolve("model.safetensors")).substring(0, 16), is("63c297aab90a2979"));
    assertThat(
        Sha256.of(folder.resolve("tokenizer.json")).substring(0, 16), is("2aa8b58b4293bb0d"));
  }

  @Test
  void itsTokenizerIsShortOnItsTextsAndLosesNothing() throws IOException {
    TinyModel.write(folder, CORPUS, 7);
    List<String> strange = new ArrayList<>(CORPUS);
    strange.add("\u0000\t\r\n  two  spaces '\u00e9 e\u0301 \uD83D\uDE00 漢字 it's 123 \u00ad");
    try (HuggingFaceTokenizer tokenizer =
        HuggingFaceTokenizer.newInstance(
            folder.resolve("tokenizer.json"), Map.of("addSpecialTokens", "false"))) {
      int vocabulary = ModelConfig.read(folder).vocabulary();
      for (String text : strange) {
        long[] ids = tokenizer.encode(text).getIds();
        assertThat(tokenizer.decode(ids), is(text));
        for (long id : ids) {
          assertThat(id, is(lessThan((long) vocabulary)));
        }
      }
      String sample = CORPUS.get(1);
      assertThat(sample.length(), is(greaterThan(3 * tokenizer.encode(sample).getIds().length)));
      assertThat(tokenizer.encode("<|im_end|>").getIds(), is(new long[] {2}));
    }
  }

  private Map<String, String> write(String name, List<String> corpus, long seed)
      throws IOException {
    Path model = folder.resolve(name);
    TinyModel.write(model, corpus, seed);
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.list(model)) {
      for (Path file : files.toList()) {
        hashes.put(file.getFileName().toString(), Sha256.of(file));
      }
    }
    return hashes;
  }
}
