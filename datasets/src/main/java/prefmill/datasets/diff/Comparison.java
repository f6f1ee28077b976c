package prefmill.datasets.diff;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import prefmill.datasets.rows.LedgerEntry;

/** Compares two versions, table by table. */
final class Comparison {
  private final Snapshot earlier;
  private final Snapshot later;
  private final Map<RowId, String> earlierRows;
  private final Map<RowId, String> laterRows;
  private final Map<String, String> earlierEnds = new HashMap<>();
  private final Map<String, String> laterEnds = new HashMap<>();

  Comparison(Snapshot earlier, Snapshot later) throws IOException {
    this.earlier = earlier;
    this.later = later;
    this.earlierRows = rows(earlier);
    this.laterRows = rows(later);
  }

  VersionDiff diff() throws IOException {
    long carried = 0;
    Map<String, Map<String, Long>> moved = new TreeMap<>();
    RowCauses added = new RowCauses();
    RowCauses removed = new RowCauses();
    for (Map.Entry<RowId, String> row : laterRows.entrySet()) {
      String was = earlierRows.get(row.getKey());
      if (was == null) {
        added.row(row.getKey());
      } else if (was.equals(row.getValue())) {
        carried++;
      } else {
        count(moved, was, row.getValue());
      }
    }
    earlierRows.keySet().stream().filter(row -> !laterRows.containsKey(row)).forEach(removed::row);
    readLedger(earlier, earlierEnds, removed);
    readLedger(later, laterEnds, added);
    String otherwise = later.differenceTo(earlier);
    added.explain("new_event", earlierEnds, earlier.tables(), otherwise);
    removed.explain("event_gone", laterEnds, later.tables(), otherwise);

    Map<String, Long> newEvents = new TreeMap<>();
    Map<String, Long> goneEvents = new TreeMap<>();
    Map<String, Map<String, Long>> changedEvents = new TreeMap<>();
    laterEnds.forEach(
        (event, end) -> {
          String was = earlierEnds.get(event);
          if (was == null) {
            newEvents.merge(end, 1L, Long::sum);
          } else if (!was.equals(end)) {
            count(changedEvents, was, end);
          }
        });
    earlierEnds.forEach(
        (event, end) -> {
          if (!laterEnds.containsKey(event)) {
            goneEvents.merge(end, 1L, Long::sum);
          }
        });
    return new VersionDiff(
        carried,
        added.byPlace(laterRows),
        removed.byPlace(earlierRows),
        moved,
        newEvents,
        goneEvents,
        changedEvents);
  }

  static void count(Map<String, Map<String, Long>> counts, String outer, String inner) {
    counts.computeIfAbsent(outer, o -> new TreeMap<>()).merge(inner, 1L, Long::sum);
  }

  private static Map<RowId, String> rows(Snapshot side) throws IOException {
    Map<RowId, String> rows = new HashMap<>();
    side.tables().eachRow((id, place) -> rows.put(RowId.of(id), place));
    return rows;
  }

  private static void readLedger(Snapshot side, Map<String, String> ends, RowCauses changed)
      throws IOException {
    Map<String, String> once = new HashMap<>();
    side.tables()
        .eachEntry(
            entry -> {
              ends.put(entry.eventId(), once.computeIfAbsent(end(entry), end -> end));
              changed.restsOn(entry);
            });
  }

  private static String end(LedgerEntry entry) {
    return switch (entry.outcome()) {
      case USED -> "used";
      case REJECTED -> "rejected." + entry.stage() + "." + entry.rule();
      case DEAD -> "dead." + entry.rule();
    };
  }
}
