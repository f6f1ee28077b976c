package prefmill.datasets.manifest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a build knows of its version before it has a number.
 *
 * @param dataset the dataset's name
 * @param contentHash of the rows, 64 hexadecimal digits
 * @param ledgerHash of the ledger, 64 hexadecimal digits
 * @param policyHash of what in the policy decides rows
 * @param keyIds names of the masking keys
 * @param codeVersion the Prefmill that built it
 * @param asOf the time as of which it was built, ISO 8601 in UTC
 * @param sources what was read, and how far
 * @param log the event log's manifests that it was built from
 * @param counts what came in and how it ended
 * @param rows rows by the labels of config and split
 * @param statistics further numbers about the rows; values are JSON values
 * @param files the data files, without card and manifest
 */
public record DraftManifest(
    String dataset,
    String contentHash,
    String ledgerHash,
    String policyHash,
    List<String> keyIds,
    String codeVersion,
    String asOf,
    List<Source> sources,
    List<String> log,
    Counts counts,
    Map<String, Map<String, Long>> rows,
    Map<String, Object> statistics,
    List<FileEntry> files) {
  public DraftManifest {
    keyIds = List.copyOf(keyIds);
    sources = List.copyOf(sources);
    log = List.copyOf(log);
    rows = RowCounts.complete(rows);
    statistics = new TreeMap<>(statistics);
    files = files.stream().sorted(Comparator.comparing(FileEntry::path)).toList();
  }

  /** Whether a version has the same rows and the same ledger. */
  public boolean isSameAs(Manifest version) {
    return contentHash.equals(version.contentHash()) && ledgerHash.equals(version.ledgerHash());
  }

  /** Whether a version was built from all of the event log that this is built from, and more. */
  public boolean isBehind(Manifest version) {
    return version.log().size() > log.size() && version.log().containsAll(log);
  }

  /** The changes of a first version: every row and every event is new. */
  public Changes changesOfFirst() {
    Map<String, Long> ends = new TreeMap<>();
    counts.deadByClass().forEach((name, n) -> ends.put("dead." + name, n));
    counts.rejectedByRule().forEach((rule, n) -> ends.put("rejected." + rule, n));
    ends.put("used", counts.used());
    long inAll = numbered(1, null, null).rowsInAll();
    return new Changes(0, Map.of("new_event", inAll), Map.of(), ends, Map.of());
  }

  /** The same draft with one more file. */
  public DraftManifest withFile(FileEntry file) {
    List<FileEntry> more = new ArrayList<>(files);
    more.add(file);
    return with(statistics, more);
  }

  /** The same draft with one more number about the rows, a JSON value. */
  public DraftManifest withStatistic(String name, Object value) {
    Map<String, Object> more = new TreeMap<>(statistics);
    more.put(name, value);
    return with(more, files);
  }

  private DraftManifest with(Map<String, Object> otherStatistics, List<FileEntry> otherFiles) {
    return new DraftManifest(
        dataset,
        contentHash,
        ledgerHash,
        policyHash,
        keyIds,
        codeVersion,
        asOf,
        sources,
        log,
        counts,
        rows,
        otherStatistics,
        otherFiles);
  }

  /** The manifest of the version that this draft becomes; previous is null for the first. */
  public Manifest numbered(int version, Integer previous, Changes changes) {
    return new Manifest(
        Manifest.FORMAT,
        dataset,
        version,
        contentHash,
        ledgerHash,
        previous,
        policyHash,
        keyIds,
        codeVersion,
        asOf,
        sources,
        log,
        counts,
        rows,
        changes,
        statistics,
        files);
  }
}
