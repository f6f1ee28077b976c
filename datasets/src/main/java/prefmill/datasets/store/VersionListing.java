package prefmill.datasets.store;

import java.util.Map;
import prefmill.datasets.manifest.Counts;
import prefmill.datasets.manifest.Manifest;

/**
 * A line of `dataset list`.
 *
 * @param version the version's number
 * @param contentHash of the rows; null if withdrawn
 * @param asOf the time as of which it was built; null if withdrawn
 * @param counts what came in and how it ended; null if withdrawn
 * @param rows rows by the labels of config and split; empty if withdrawn
 * @param successor the version that took its place; null unless withdrawn
 */
public record VersionListing(
    int version,
    String contentHash,
    String asOf,
    Counts counts,
    Map<String, Map<String, Long>> rows,
    Integer successor) {
  static VersionListing of(Manifest manifest) {
    return new VersionListing(
        manifest.version(),
        manifest.contentHash(),
        manifest.asOf(),
        manifest.counts(),
        manifest.rows(),
        null);
  }

  static VersionListing withdrawn(int version, Integer successor) {
    return new VersionListing(version, null, null, null, Map.of(), successor);
  }
}
