package prefmill.datasets.manifest;

import java.util.Map;
import java.util.TreeMap;

/**
 * A source that a version was built from.
 *
 * @param name the policy's name of it
 * @param kind jsonl, postgres or kafka
 * @param preset how its rows are understood
 * @param positions what was read up to, by table, file or partition
 */
public record Source(String name, String kind, String preset, Map<String, String> positions) {
  public Source {
    positions = new TreeMap<>(positions);
  }
}
