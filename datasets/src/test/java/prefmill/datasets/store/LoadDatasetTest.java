package prefmill.datasets.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.canonical.Sha256;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Split;

/** Reads a published folder with the real Hugging Face library. */
@Tag("python")
class LoadDatasetTest {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  @TempDir Path root;
  private String python;
  private PublishedVersion version;

  @BeforeEach
  void publish() throws IOException {
    python = System.getProperty("prefmill.python");
    assertThat(
        "this test needs Python with the library datasets: run ./verify, which sets it up",
        python != null);
    DatasetStore store = DatasetStore.open(root, "support");
    Path attempt = store.newAttempt("run-1");
    version = store.publish(attempt, SampleAttempt.write(attempt, 3)).version();
  }

  @Test
  void everyConfigAndSplitLoadsWithTheRowsThatWereWritten() throws Exception {
    JsonNode loaded = MAPPER.readTree(load());
    for (Config config : Config.values()) {
      for (Split split : Split.values()) {
        JsonNode seen = loaded.path(config.label()).path(split.label());
        assertThat(seen.path("rows").asLong(), is(version.manifest().rows(config, split)));
        assertThat(seen.path("sha256").asText(), is(sha256OfJsonl(config, split)));
      }
    }
    assertThat(loaded.size(), is(3));
    assertThat(
        loaded.at("/preference/train/columns/prompt").asText(),
        is("List({'role': Value('string'), 'content': Value('string')})"));
    assertThat(loaded.at("/unpaired/test/columns/label").asText(), is("Value('bool')"));
    assertThat(loaded.at("/preference/test/columns/support").asText(), is("Value('int32')"));
    assertThat(loaded.at("/sft/validation/columns/category").asText(), is("Value('string')"));
  }

  @Test
  void aMissingShardIsFoundByTheLibraryToo() throws Exception {
    Files.delete(version.folder().resolve("unpaired/train-00001-of-00002.parquet"));
    assertThat(load(), containsString("NonMatchingSplitsSizesError"));
  }

  @Test
  void whatIsEmptyIsNotNamed() throws Exception {
    DatasetStore other = DatasetStore.open(root, "sparse");
    Path attempt = other.newAttempt("run-1");
    version = other.publish(attempt, SampleAttempt.writeTrainOfSft(attempt)).version();
    JsonNode loaded = MAPPER.readTree(load());
    List<String> names = new ArrayList<>();
    loaded.fields().forEachRemaining(config -> names.add(config.getKey()));
    assertThat(names, containsInAnyOrder("sft"));
    assertThat(loaded.at("/sft/train/rows").asInt(), is(not(0)));
    assertThat(loaded.path("sft").size(), is(1));
  }

  @Test
  void theDocumentedScriptGivesTheContentHash() throws Exception {
    String page = Files.readString(Path.of("../docs/published-version.md"));
    int start = page.indexOf("    import glob, hashlib");
    String script =
        page.substring(start, page.indexOf("\n\n", start)).replaceAll("(?m)^ {4}", "") + "\n";
    Path file = Files.writeString(root.resolve("content_hash.py"), script);
    Process process =
        new ProcessBuilder(python, file.toString())
            .directory(version.folder().toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output.strip(), is(version.manifest().contentHash()));
  }

  /** The script's output: a line of JSON, or what Python says when it fails. */
  private String load() throws IOException, InterruptedException {
    ProcessBuilder script =
        new ProcessBuilder(
            python,
            "../testdata/python/load_dataset.py",
            version.folder().toString(),
            root.resolve("cache").toString());
    script.environment().put("HF_HUB_OFFLINE", "1");
    script.environment().put("HF_DATASETS_OFFLINE", "1");
    script.environment().put("HF_DATASETS_DISABLE_PROGRESS_BARS", "1");
    script.environment().put("HF_HOME", root.resolve("home").toString());
    Path errors = root.resolve("stderr");
    Process process = script.redirectError(errors.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? output : Files.readString(errors);
  }

  private String sha256OfJsonl(Config config, Split split) throws IOException {
    StringBuilder sorted = new StringBuilder();
    try (Stream<Path> files = Files.list(version.folder().resolve(config.label()))) {
      List<Path> shards =
          files
              .filter(file -> file.getFileName().toString().startsWith(split.label()))
              .filter(file -> file.toString().endsWith(".jsonl"))
              .sorted(Comparator.naturalOrder())
              .toList();
      for (Path shard : shards) {
        for (String line : Files.readAllLines(shard)) {
          Object row = MAPPER.readValue(line, Object.class);
          sorted.append(MAPPER.writeValueAsString(row)).append('\n');
        }
      }
    }
    return Sha256.hex(sorted.toString().getBytes(StandardCharsets.UTF_8));
  }
}
