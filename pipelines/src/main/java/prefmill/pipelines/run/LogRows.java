package prefmill.pipelines.run;

import java.util.List;
import prefmill.pipelines.log.LogManifest;

/** Sums over a log's manifests. */
final class LogRows {
  private LogRows() {}

  /** Events, redeliveries included. */
  static long of(List<LogManifest> manifests) {
    return manifests.stream().mapToLong(LogManifest::rows).sum();
  }

  /** The manifests' names, as a version's manifest lists them. */
  static List<String> names(List<LogManifest> manifests) {
    return manifests.stream().map(LogManifest::name).toList();
  }
}
