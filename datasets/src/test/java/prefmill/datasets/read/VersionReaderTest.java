package prefmill.datasets.read;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.parquet.RowParquet;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Row;
import prefmill.datasets.rows.Split;
import prefmill.datasets.store.DatasetStore;
import prefmill.datasets.store.SampleAttempt;

class VersionReaderTest {
  @TempDir Path root;
  private DatasetStore store;
  private Path folder;

  @BeforeEach
  void publish() throws IOException {
    store = DatasetStore.open(root, "support");
    folder = publish(2);
  }

  @Test
  void rowsAreThoseOfParquetInTheSameOrder() throws IOException {
    VersionReader reader = VersionReader.open(folder);
    for (Config config : Config.values()) {
      for (Split split : Split.values()) {
        List<Row> columns = new ArrayList<>();
        for (int shard = 0; shard < 2; shard++) {
          String file = "%s/%s-0000%d-of-00002.parquet";
          Path path = folder.resolve(file.formatted(config.label(), split.label(), shard));
          columns.addAll(RowParquet.read(config, path));
        }
        assertThat(columns.size(), is(4));
        assertThat(reader.rows(config, split).toList(), is(columns));
      }
    }
    assertThat(reader.preferences(Split.TRAIN).count(), is(4L));
    assertThat(reader.unpaired(Split.TEST).count(), is(4L));
    assertThat(reader.demonstrations(Split.VALIDATION).count(), is(4L));
  }

  @Test
  void aMissingRowIsAFaultAndNoShorterStream() throws IOException {
    Path shard = folder.resolve("sft/train-00001-of-00002.jsonl");
    Files.writeString(shard, Files.readAllLines(shard).get(0) + "\n");
    VersionReader reader = VersionReader.open(folder);
    Exception fault =
        assertThrows(
            IllegalStateException.class, () -> reader.demonstrations(Split.TRAIN).toList());
    assertThat(fault.getMessage(), containsString("has 1 rows, the manifest says 2"));
  }

  @Test
  void aMissingShardIsAFault() throws IOException {
    Files.delete(folder.resolve("sft/train-00001-of-00002.jsonl"));
    VersionReader reader = VersionReader.open(folder);
    Exception fault =
        assertThrows(RuntimeException.class, () -> reader.demonstrations(Split.TRAIN).toList());
    assertThat(fault.getMessage(), containsString("run `prefmill dataset verify`"));
  }

  @Test
  void anotherFormatOrNoVersionIsRefusedInOneSentence() throws IOException {
    Path manifest = folder.resolve(Manifest.FILE);
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replace("\"format\": 1", "\"format\": 2"));
    Exception fault =
        assertThrows(IllegalArgumentException.class, () -> VersionReader.open(folder));
    assertThat(fault.getMessage(), containsString("has format 2, this Prefmill reads format 1"));
    fault = assertThrows(IllegalArgumentException.class, () -> VersionReader.open(root));
    assertThat(fault.getMessage(), containsString("is no dataset version"));
  }

  @Test
  void versionsAreListedTheNewestFirst() throws IOException {
    publish(3);
    assertThat(store.list().stream().map(v -> v.version()).toList(), contains(2, 1));
  }

  private Path publish(int rowsEach) throws IOException {
    Path attempt = store.newAttempt("run-" + rowsEach);
    return store.publish(attempt, SampleAttempt.write(attempt, rowsEach)).version().folder();
  }
}
