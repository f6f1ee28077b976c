package prefmill.runners.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import prefmill.datasets.diff.VersionDiff;

/** How two versions differ, as tables for people and as numbers for programs. */
public final class DiffView {
  private DiffView() {}

  /** The rows added and removed by place and cause, and the events that end otherwise. */
  public static String text(VersionDiff diff) {
    StringBuilder text = new StringBuilder();
    append(text, diff.added(), "ROWS ADDED", "CAUSE");
    append(text, diff.removed(), "ROWS REMOVED", "CAUSE");
    append(text, diff.moved(), "ROWS MOVED FROM", "TO");
    append(text, diff.changedEvents(), "EVENTS THAT ENDED AS", "END AS");
    append(text, Map.of("(new)", diff.newEvents()), "EVENTS NEW", "END AS");
    append(text, Map.of("(gone)", diff.goneEvents()), "EVENTS GONE", "ENDED AS");
    return text.toString();
  }

  /** The numbers for programs. */
  public static Map<String, Object> json(VersionDiff diff) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("carried", diff.carried());
    values.put("added", VersionDiff.byCause(diff.added()));
    values.put("removed", VersionDiff.byCause(diff.removed()));
    values.put("added_by_place", diff.added());
    values.put("removed_by_place", diff.removed());
    values.put("moved", diff.moved());
    values.put("new_events", diff.newEvents());
    values.put("gone_events", diff.goneEvents());
    values.put("changed_events", diff.changedEvents());
    return values;
  }

  private static void append(
      StringBuilder text, Map<String, Map<String, Long>> counts, String outer, String inner) {
    Table table = Table.of(outer, inner, "COUNT");
    counts.forEach((first, rest) -> rest.forEach((second, n) -> table.line(first, second, n)));
    if (!table.isEmpty()) {
      text.append('\n').append(table);
    }
  }
}
