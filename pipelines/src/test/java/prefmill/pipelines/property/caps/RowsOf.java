package prefmill.pipelines.property.caps;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import prefmill.pipelines.property.Rows;

/** The rows of a version by their config, and which of them rest on an event. */
final class RowsOf {
  private final Rows rows;
  private final Map<String, String> configs = new TreeMap<>();

  RowsOf(Rows rows) {
    this.rows = rows;
    rows.pairs().forEach(row -> configs.put(row.rowId(), "preference"));
    rows.verdicts().forEach(row -> configs.put(row.rowId(), "unpaired"));
    rows.demonstrations().forEach(row -> configs.put(row.rowId(), "sft"));
  }

  /** All row ids. */
  Set<String> all() {
    return configs.keySet();
  }

  /** How an event ended. */
  String fate(String event) {
    return rows.fate(event);
  }

  /** The row ids, by config, that rest on any of the events. */
  Map<String, Set<String>> restingOn(Collection<String> events) {
    Map<String, Set<String>> resting = new TreeMap<>();
    for (String event : events) {
      for (String row : rows.ledger().get(event).exampleIds()) {
        resting.computeIfAbsent(configs.get(row), c -> new TreeSet<>()).add(row);
      }
    }
    return resting;
  }
}
