package prefmill.datasets.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import prefmill.datasets.canonical.ContentHash;
import prefmill.datasets.canonical.JsonlShard;
import prefmill.datasets.canonical.LedgerHash;
import prefmill.datasets.canonical.LedgerJson;
import prefmill.datasets.canonical.RowHash;
import prefmill.datasets.canonical.Sha256;
import prefmill.datasets.manifest.Counts;
import prefmill.datasets.manifest.DraftManifest;
import prefmill.datasets.manifest.FileEntry;
import prefmill.datasets.manifest.ShardName;
import prefmill.datasets.manifest.Source;
import prefmill.datasets.parquet.LedgerParquet;
import prefmill.datasets.parquet.RowParquet;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.Outcome;
import prefmill.datasets.rows.Rejection;
import prefmill.datasets.rows.Row;
import prefmill.datasets.rows.SampleRows;
import prefmill.datasets.rows.Split;

/** Writes the files of a small version as a build would: some rows of each config and split. */
public final class SampleAttempt {
  private final Path folder;
  private final List<FileEntry> files = new ArrayList<>();
  private final List<RowHash> rows = new ArrayList<>();
  private final List<LedgerEntry> ledger = new ArrayList<>();
  private final Map<String, Map<String, Long>> rowCounts = new TreeMap<>();

  private SampleAttempt(Path folder) {
    this.folder = folder;
  }

  /** Writes to the folder the version of seed rows and further ledger entries. */
  public static DraftManifest write(Path folder, int rowsEach, LedgerEntry... further)
      throws IOException {
    SampleAttempt attempt = new SampleAttempt(folder);
    for (Config config : Config.values()) {
      int next = 0;
      for (Split split : Split.values()) {
        for (int shard = 0; shard < 2; shard++) {
          List<Row> ofShard = new ArrayList<>();
          for (int i = 0; i < rowsEach; i++) {
            ofShard.add(SampleRows.of(config, next++));
          }
          ofShard.sort(Comparator.comparing(Row::rowId));
          attempt.shard(new ShardName(config, split, shard, 2, ShardName.PARQUET), ofShard);
        }
      }
    }
    attempt.ledger.add(LedgerEntry.rejected("e-reject", "settle", "conflict", 0.0, 1.0));
    attempt.ledger.add(LedgerEntry.dead("0f".repeat(16), "bad_json"));
    attempt.ledger.addAll(List.of(further));
    return attempt.finish();
  }

  /** Writes a version that holds two rows of one config and split, and nothing else. */
  public static DraftManifest writeTrainOfSft(Path folder) throws IOException {
    SampleAttempt attempt = new SampleAttempt(folder);
    attempt.shard(
        new ShardName(Config.SFT, Split.TRAIN, 0, 1, ShardName.PARQUET),
        List.of(SampleRows.sft(1), SampleRows.sft(2)));
    return attempt.finish();
  }

  /** The same draft of another log, with other counts and files. */
  static DraftManifest copy(
      DraftManifest draft, List<String> log, Counts counts, List<FileEntry> files) {
    return new DraftManifest(
        draft.dataset(),
        draft.contentHash(),
        draft.ledgerHash(),
        draft.policyHash(),
        draft.keyIds(),
        draft.codeVersion(),
        draft.asOf(),
        draft.sources(),
        log,
        counts,
        draft.rows(),
        draft.statistics(),
        files);
  }

  private void shard(ShardName name, List<Row> shard) throws IOException {
    JsonlShard lines = JsonlShard.of(name.split(), shard);
    rows.addAll(lines.rows());
    for (Row row : shard) {
      ledger.add(LedgerEntry.used("e-" + row.rowId(), List.of(row.rowId())));
    }
    file(name.path(), shard.size(), RowParquet.write(name.config(), shard));
    ShardName jsonl =
        new ShardName(name.config(), name.split(), name.index(), name.count(), ShardName.JSONL);
    file(jsonl.path(), shard.size(), lines.bytes());
    rowCounts
        .computeIfAbsent(name.config().label(), config -> new TreeMap<>())
        .merge(name.split().label(), (long) shard.size(), Long::sum);
  }

  private DraftManifest finish() throws IOException {
    ledger.sort(LedgerHash.ORDER);
    file("ledger/ledger-00000-of-00001.parquet", ledger.size(), LedgerParquet.write(ledger));
    rejectedAndDead();
    return new DraftManifest(
        "support",
        ContentHash.of(rows),
        LedgerHash.of(List.of(LedgerHash.ofFile(ledger))),
        "ab".repeat(32),
        List.of("0badcafe"),
        "0.1.0",
        "2026-11-21T00:00:00Z",
        List.of(new Source("app", "jsonl", "native", Map.of("events.jsonl", "1234"))),
        List.of("000001.json"),
        Counts.of(ledger),
        rowCounts,
        Map.of("length_gap", 1.5),
        files);
  }

  private void rejectedAndDead() throws IOException {
    ByteArrayOutputStream rejected = new ByteArrayOutputStream();
    ByteArrayOutputStream dead = new ByteArrayOutputStream();
    long rejections = 0;
    for (LedgerEntry entry : ledger) {
      if (entry.outcome() == Outcome.REJECTED) {
        Rejection rejection =
            new Rejection(
                entry.eventId(),
                null,
                entry.stage(),
                entry.rule(),
                entry.value(),
                entry.threshold(),
                entry.eventId().equals("e-reject") ? "e-winner" : null);
        rejected.write(LedgerJson.bytes(rejection));
        rejected.write('\n');
        rejections++;
      } else if (entry.outcome() == Outcome.DEAD) {
        dead.write(deadLetter(entry).getBytes(StandardCharsets.UTF_8));
      }
    }
    if (rejections > 0) {
      file("rejected/rejected-00000.jsonl", rejections, rejected.toByteArray());
    }
    if (dead.size() > 0) {
      file("dead_letters/dead_letters-00000.jsonl", 1, dead.toByteArray());
    }
  }

  private static String deadLetter(LedgerEntry entry) {
    return "{\"id\":\"%s\",\"source\":\"app\",\"file\":\"events.jsonl\",\"line\":7,\"offset\":512,"
            .formatted(entry.eventId())
        + "\"length\":40,\"error_class\":\"%s\",\"message\":\"the line ends within a text\","
            .formatted(entry.rule())
        + "\"shape\":\"no JSON\"}\n";
  }

  private void file(String path, long count, byte[] bytes) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    files.add(new FileEntry(path, count, bytes.length, Sha256.hex(bytes)));
  }
}
