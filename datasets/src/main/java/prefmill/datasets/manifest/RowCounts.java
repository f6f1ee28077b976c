package prefmill.datasets.manifest;

import java.util.Map;
import java.util.TreeMap;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Split;

/** How many rows each config has on each side; every config and split is named, also with 0. */
final class RowCounts {
  private RowCounts() {}

  /** Counts by the labels of config and split, none missing. */
  static Map<String, Map<String, Long>> complete(Map<String, Map<String, Long>> counts) {
    Map<String, Map<String, Long>> complete = new TreeMap<>();
    for (Config config : Config.values()) {
      Map<String, Long> splits = new TreeMap<>();
      for (Split split : Split.values()) {
        long rows = counts.getOrDefault(config.label(), Map.of()).getOrDefault(split.label(), 0L);
        splits.put(split.label(), rows);
      }
      complete.put(config.label(), splits);
    }
    return complete;
  }
}
