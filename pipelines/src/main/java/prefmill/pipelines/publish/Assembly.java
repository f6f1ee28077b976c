package prefmill.pipelines.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import prefmill.datasets.canonical.ContentHash;
import prefmill.datasets.canonical.LedgerHash;
import prefmill.datasets.canonical.RowHash;
import prefmill.datasets.faults.Failpoint;
import prefmill.datasets.manifest.Counts;
import prefmill.datasets.manifest.FileEntry;
import prefmill.datasets.manifest.ShardName;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Split;
import prefmill.pipelines.ledger.LedgerReceipt;
import prefmill.pipelines.receipts.WriteReceipts;
import prefmill.pipelines.statistics.Statistics;
import prefmill.pipelines.statistics.TallyReceipt;

/** Puts what the workers wrote under its final names, and adds up what they say of it. */
public final class Assembly {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String REASONS = "reasons.";

  private final Path scratch;
  private final Path attempt;
  private final List<FileEntry> files = new ArrayList<>();
  private final List<RowHash> hashes = new ArrayList<>();
  private final List<String> ledgerHashes = new ArrayList<>();
  private final Map<String, Map<String, Long>> rows = new TreeMap<>();
  private final Map<String, Long> sums = new TreeMap<>();
  private Counts counts = Counts.none();
  private long events;

  private Assembly(Path scratch, Path attempt) {
    this.scratch = scratch;
    this.attempt = attempt;
  }

  /** Moves a finished job's files from its scratch folder to the attempt's folder. */
  public static Assembly of(Path scratch, Path attempt) throws IOException {
    Failpoint.hit("before-assembly");
    Assembly assembly = new Assembly(scratch, attempt);
    List<ShardReceipt> shards = new ArrayList<>();
    List<LedgerReceipt> ledger = new ArrayList<>();
    for (String line : WriteReceipts.read(scratch.resolve(BuildFolder.RECEIPTS))) {
      JsonNode receipt = JSON.readTree(line);
      switch (receipt.path("kind").asText()) {
        case ShardReceipt.KIND -> shards.add(JSON.treeToValue(receipt, ShardReceipt.class));
        case LedgerReceipt.KIND -> ledger.add(JSON.treeToValue(receipt, LedgerReceipt.class));
        case TallyReceipt.KIND -> assembly.add(JSON.treeToValue(receipt, TallyReceipt.class));
        case "events" -> assembly.events = receipt.path("events").asLong();
        default -> {} // of what is kept for the next build
      }
    }
    assembly.placeShards(shards);
    assembly.placeLedger(ledger);
    return assembly;
  }

  /** How many rows there are. */
  public long rowCount() {
    return hashes.size();
  }

  /** The identity of the rows. */
  public String contentHash() {
    return ContentHash.of(hashes);
  }

  /** The identity of the ledger. */
  public String ledgerHash() {
    return LedgerHash.of(ledgerHashes);
  }

  /**
   * What came in and how it ended.
   *
   * <p>What came in is counted where events are compared, the outcomes where the ledger is written,
   * so that a lost event shows.
   */
  public Counts counts() {
    long doubted = counts.deadByClass().getOrDefault("clock_skew", 0L);
    return counts.withIn(events + counts.dead() - doubted);
  }

  /** Distinct events, without dead letters of ingest. */
  public long events() {
    return events;
  }

  /** Rows by config and split. */
  public Map<String, Map<String, Long>> rows() {
    return rows;
  }

  /** Numbers about the rows. */
  public Map<String, Object> statistics() {
    return Statistics.of(sums, rows);
  }

  /**
   * How many events each quality rule would refuse if it were the only one, by stage and rule;
   * empty unless the build was asked for it.
   */
  public Map<String, Long> reasons() {
    Map<String, Long> reasons = new TreeMap<>();
    sums.forEach(
        (name, sum) -> {
          if (name.startsWith(REASONS)) {
            reasons.put(name.substring(REASONS.length()), sum);
          }
        });
    return reasons;
  }

  /** The files, under their final names. */
  public List<FileEntry> files() {
    return files;
  }

  private void add(TallyReceipt tally) {
    sums.merge(tally.name(), tally.count(), Long::sum);
  }

  private void placeShards(List<ShardReceipt> shards) throws IOException {
    Map<String, List<ShardReceipt>> tables =
        shards.stream()
            .sorted(Comparator.comparingInt(s -> s.shard().index()))
            .collect(
                Collectors.groupingBy(
                    s -> s.shard().config() + "/" + s.shard().side(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    for (List<ShardReceipt> table : tables.values()) {
      for (int i = 0; i < table.size(); i++) {
        ShardReceipt shard = table.get(i);
        Config config = Config.valueOf(shard.shard().config().name());
        Split split = Split.valueOf(shard.shard().side().name());
        place(new ShardName(config, split, i, table.size(), ShardName.JSONL).path(), shard.jsonl());
        place(
            new ShardName(config, split, i, table.size(), ShardName.PARQUET).path(),
            shard.parquet());
        rows.computeIfAbsent(config.label(), c -> new TreeMap<>())
            .merge(split.label(), shard.jsonl().rows(), Long::sum);
        shard.sums().forEach((name, sum) -> sums.merge(name, sum, Long::sum));
        for (String line : Files.readAllLines(scratch.resolve(shard.hashes().path()))) {
          int blank = line.indexOf(' ');
          hashes.add(
              new RowHash(line.substring(0, blank), config, split, line.substring(blank + 1)));
        }
      }
    }
  }

  private void placeLedger(List<LedgerReceipt> stretches) throws IOException {
    stretches.sort(Comparator.comparingInt(LedgerReceipt::index));
    for (int i = 0; i < stretches.size(); i++) {
      LedgerReceipt stretch = stretches.get(i);
      String place = String.format(Locale.ROOT, "-%05d-of-%05d", i, stretches.size());
      place("ledger/ledger" + place + ".parquet", stretch.ledger());
      place("rejected/rejected" + place + ".jsonl", stretch.rejected());
      place("dead_letters/dead-letters" + place + ".jsonl", stretch.deadLetters());
      ledgerHashes.add(stretch.hash());
      counts = counts.plus(stretch.counts());
    }
  }

  private void place(String path, PartFile part) throws IOException {
    if (part == null) {
      return;
    }
    Path target = attempt.resolve(path);
    Files.createDirectories(target.getParent());
    Files.move(scratch.resolve(part.path()), target, StandardCopyOption.ATOMIC_MOVE);
    Failpoint.hit("mid-assembly");
    files.add(new FileEntry(path, part.rows(), part.bytes(), part.sha256()));
  }
}
