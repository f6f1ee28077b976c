package prefmill.datasets.manifest;

import java.util.List;
import java.util.Map;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Split;

/**
 * What a version says of itself: manifest.json.
 *
 * @param format the number of the layout, {@link #FORMAT}
 * @param dataset the dataset's name
 * @param version the version's number, from 1
 * @param contentHash of the rows, 64 hexadecimal digits
 * @param ledgerHash of the ledger, 64 hexadecimal digits
 * @param previous the version it was compared with; null for the first
 * @param policyHash of what in the policy decides rows
 * @param keyIds names of the masking keys
 * @param codeVersion the Prefmill that built it
 * @param asOf the time as of which it was built, ISO 8601 in UTC
 * @param sources what was read, and how far
 * @param log the event log's manifests that it was built from
 * @param counts what came in and how it ended
 * @param rows rows by the labels of config and split
 * @param changes what differs from the previous version, and why
 * @param statistics further numbers about the rows; values are JSON values
 * @param files every file but this one, by path
 */
public record Manifest(
    int format,
    String dataset,
    int version,
    String contentHash,
    String ledgerHash,
    Integer previous,
    String policyHash,
    List<String> keyIds,
    String codeVersion,
    String asOf,
    List<Source> sources,
    List<String> log,
    Counts counts,
    Map<String, Map<String, Long>> rows,
    Changes changes,
    Map<String, Object> statistics,
    List<FileEntry> files) {
  /** The format that this code writes, and the only one that it reads. */
  public static final int FORMAT = 1;

  /** The file's name in the version's folder. */
  public static final String FILE = "manifest.json";

  /** The rows of a config on one side. */
  public long rows(Config config, Split split) {
    return rows.getOrDefault(config.label(), Map.of()).getOrDefault(split.label(), 0L);
  }

  /** The rows of all configs and sides. */
  public long rowsInAll() {
    return rows.values().stream()
        .flatMap(splits -> splits.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }
}
