package prefmill.datasets.verify;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.manifest.FileEntry;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.manifest.ShardName;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Row;
import prefmill.datasets.rows.Split;
import prefmill.datasets.rows.UnpairedRow;
import prefmill.datasets.store.DatasetStore;
import prefmill.datasets.store.PublishedVersion;
import prefmill.datasets.store.SampleAttempt;
import prefmill.datasets.store.StoreFault;

class VersionVerifierTest {
  private static final ShardName SHARD =
      new ShardName(Config.UNPAIRED, Split.TRAIN, 1, 2, ShardName.PARQUET);
  private static final String JSONL = "unpaired/train-00001-of-00002.jsonl";

  @TempDir Path root;
  private DatasetStore store;
  private PublishedVersion version;
  private Path folder;
  private TamperedVersion tampered;

  @BeforeEach
  void publish() throws IOException {
    store = DatasetStore.open(root, "support");
    Path attempt = store.newAttempt("run-1");
    version = store.publish(attempt, SampleAttempt.write(attempt, 3)).version();
    folder = version.folder();
    tampered = new TamperedVersion(folder);
  }

  @Test
  void aWholeVersionHasNoFaults() throws IOException {
    assertThat(faults(), is(empty()));
    assertThat(store.verify(1), is(empty()));
  }

  @Test
  void aFlippedByteIsFoundInEveryFile() throws IOException {
    Random random = new Random(3);
    for (FileEntry file : version.manifest().files()) {
      byte[] whole = Files.readAllBytes(folder.resolve(file.path()));
      byte[] flipped = whole.clone();
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(7));
      Files.write(folder.resolve(file.path()), flipped);
      assertThat(faults(), hasItem(startsWith(file.path() + ": has another sha256")));
      Files.write(folder.resolve(file.path()), whole);
    }
    assertThat(faults(), is(empty()));
  }

  @Test
  void aSwappedLabelIsFoundThoughEveryFileAgrees() throws IOException {
    List<Row> rows = tampered.rows(SHARD);
    UnpairedRow row = (UnpairedRow) rows.get(1);
    rows.set(1, withLabel(row, !row.label()));
    tampered.rewrite(SHARD, rows);
    assertThat(faults(), hasItem(startsWith("manifest.json: content_hash is ")));
    assertThat(
        store.verify(1).get(0).line(),
        is("manifest.json: is not the file that was published: its commit names another"));
    StoreFault fault = assertThrows(StoreFault.class, () -> store.version(1));
    assertThat(fault.getMessage(), containsString("is not the file that was published"));
  }

  @Test
  void aLabelSwappedInOneFormatIsFoundWithItsRow() throws IOException {
    Path jsonl = folder.resolve(JSONL);
    List<String> lines = Files.readAllLines(jsonl);
    String old = lines.get(1);
    String other =
        old.contains("\"label\":true")
            ? old.replace("\"label\":true", "\"label\":false")
            : old.replace("\"label\":false", "\"label\":true");
    lines.set(1, other);
    Files.writeString(jsonl, String.join("\n", lines) + "\n");
    assertThat(
        faults(), hasItem(SHARD.path() + ", row 2: is not the row that " + JSONL + " has there"));
  }

  @Test
  void aMovedRowIsFound() throws IOException {
    ShardName other = new ShardName(Config.UNPAIRED, Split.TEST, 0, 2, ShardName.PARQUET);
    List<Row> train = tampered.rows(SHARD);
    List<Row> test = tampered.rows(other);
    test.add(train.remove(2));
    test.sort(java.util.Comparator.comparing(Row::rowId));
    tampered.rewrite(SHARD, train);
    tampered.rewrite(other, test);
    List<String> faults = faults();
    assertThat(faults, hasItem(startsWith("manifest.json: content_hash is ")));
    assertThat(
        faults,
        hasItem(
            "manifest.json: the jsonl files of unpaired/train have 5 rows, the manifest counts 6:"
                + " build the version again"));
  }

  @Test
  void aMissingRowIsFoundWithTheEventThatSupportsIt() throws IOException {
    List<Row> rows = tampered.rows(SHARD);
    String gone = rows.remove(0).rowId();
    tampered.rewrite(SHARD, rows);
    List<String> faults = faults();
    assertThat(
        faults,
        hasItem(
            containsString("event e-" + gone + " supports row " + gone + ", which is missing")));
    assertThat(faults, hasItem(startsWith("manifest.json: content_hash is ")));
  }

  @Test
  void aMissingShardIsFound() throws IOException {
    Files.delete(folder.resolve(SHARD.path()));
    assertThat(faults(), hasItem(SHARD.path() + ": is missing"));
    tampered.remove(JSONL);
    assertThat(faults(), hasItem(startsWith("manifest.json: the manifest lists no " + JSONL)));
  }

  @Test
  void aDroppedLedgerRowIsFound() throws IOException {
    tampered.rewriteLedger(
        entries -> {
          entries.removeIf(entry -> entry.eventId().equals("e-reject"));
          return entries;
        });
    List<String> faults = faults();
    assertThat(faults, hasItem(startsWith("manifest.json: ledger_hash is ")));
    assertThat(faults, hasItem(startsWith("manifest.json: counts are ")));
  }

  @Test
  void aRowWithoutAnEventIsFound() throws IOException {
    String row = tampered.rows(SHARD).get(0).rowId();
    tampered.rewriteLedger(
        entries -> {
          entries.removeIf(entry -> entry.exampleIds().contains(row));
          return entries;
        });
    assertThat(faults(), hasItem("ledger/: no event supports row " + row));
  }

  @Test
  void aContextOnTwoSidesIsFound() throws IOException {
    ShardName other = new ShardName(Config.UNPAIRED, Split.TEST, 0, 2, ShardName.PARQUET);
    String context = tampered.rows(SHARD).get(0).contextKey();
    List<Row> test = tampered.rows(other);
    test.set(0, withContext((UnpairedRow) test.get(0), context));
    tampered.rewrite(other, test);
    assertThat(faults(), hasItem(containsString("its context is in ")));
  }

  @Test
  void aFileThatNobodyListedAndALineThatIsNotCanonicalAreFound() throws IOException {
    Files.writeString(folder.resolve("preference/notes.txt"), "hello");
    Path jsonl = folder.resolve(JSONL);
    String text = Files.readString(jsonl, StandardCharsets.UTF_8);
    Files.writeString(jsonl, text.replaceFirst("\\{\"row_id\":", "{\"row_id\": "));
    List<String> faults = faults();
    assertThat(faults, hasItem("preference/notes.txt: is not in the manifest"));
    assertThat(faults, hasItem(JSONL + ", row 1: is not written as the canonical JSON of its row"));
  }

  @Test
  void aManifestThatIsGoneIsTheOnlyFault() throws IOException {
    Files.delete(folder.resolve(Manifest.FILE));
    assertThat(faults(), is(List.of("manifest.json: is missing")));
  }

  private List<String> faults() throws IOException {
    return VersionVerifier.verify(folder).stream().map(Fault::line).toList();
  }

  private static UnpairedRow withLabel(UnpairedRow row, boolean label) {
    return copy(row, row.contextKey(), label);
  }

  private static UnpairedRow withContext(UnpairedRow row, String context) {
    return copy(row, context, row.label());
  }

  private static UnpairedRow copy(UnpairedRow row, String context, boolean label) {
    return new UnpairedRow(
        row.rowId(),
        context,
        row.category(),
        row.prompt(),
        row.completion(),
        label,
        row.tools(),
        row.answerId(),
        row.support(),
        row.weight());
  }
}
