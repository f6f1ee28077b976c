package prefmill.datasets.diff;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import prefmill.datasets.explain.Stages;
import prefmill.datasets.read.VersionTables;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.Rejection;

/** The rows that one of two versions lacks, and why it lacks them. */
final class RowCauses {
  /** An event that the other version lacks explains most, then the first rule of the flow. */
  private record Cause(int rank, String name) {
    static final Comparator<Cause> ORDER =
        Comparator.comparingInt(Cause::rank).thenComparing(Cause::name);

    static Cause rule(String stage, String rule) {
      return new Cause(1 + Stages.rank(stage), stage + "." + rule);
    }
  }

  private final Map<RowId, Cause> rows = new HashMap<>();
  private final Map<String, List<RowId>> byEvent = new HashMap<>();

  void row(RowId row) {
    rows.put(row, null);
  }

  /** Takes up the rows that an event of their own version supports. */
  void restsOn(LedgerEntry entry) {
    for (String id : entry.exampleIds()) {
      RowId row = RowId.of(id);
      if (rows.containsKey(row)) {
        byEvent.computeIfAbsent(entry.eventId(), e -> new ArrayList<>()).add(row);
      }
    }
  }

  /**
   * Finds the causes in the version that lacks the rows.
   *
   * @param absent the cause where it lacks an event, too
   * @param ends how its events ended
   * @param otherwise the cause where neither event nor rule tells
   */
  void explain(String absent, Map<String, String> ends, VersionTables tables, String otherwise)
      throws IOException {
    Cause last = new Cause(Integer.MAX_VALUE, otherwise);
    rows.replaceAll((row, none) -> last);
    byEvent.forEach(
        (event, rested) -> {
          String end = ends.get(event);
          if (end == null) {
            rested.forEach(row -> because(row, new Cause(0, absent)));
          } else if (end.startsWith("dead.")) {
            rested.forEach(row -> because(row, new Cause(1, end)));
          }
        });
    tables.eachRejection(this::rejected);
  }

  private void rejected(Rejection rejection) {
    Cause cause = Cause.rule(rejection.stage(), rejection.rule());
    if (rejection.rowId() == null) {
      byEvent.getOrDefault(rejection.eventId(), List.of()).forEach(row -> because(row, cause));
    } else {
      because(RowId.of(rejection.rowId()), cause);
    }
  }

  private void because(RowId row, Cause cause) {
    rows.computeIfPresent(row, (r, was) -> Cause.ORDER.compare(was, cause) <= 0 ? was : cause);
  }

  Map<String, Map<String, Long>> byPlace(Map<RowId, String> places) {
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    rows.forEach((row, cause) -> Comparison.count(counts, places.get(row), cause.name()));
    return counts;
  }
}
