package prefmill.datasets.lineage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import prefmill.datasets.read.VersionTables;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Split;
import prefmill.datasets.store.PublishedVersion;

/**
 * A published row and the events that it rests on.
 *
 * @param rowId the row
 * @param config the table that it stands in
 * @param split its part of that table
 * @param events their ids as their sources gave them, in the ledger's order
 */
public record RowEvents(String rowId, Config config, Split split, List<String> events) {
  public RowEvents {
    events = List.copyOf(events);
  }

  /** Every row of a version in the order of its files; all are in memory at once, without text. */
  public static List<RowEvents> of(PublishedVersion version) throws IOException {
    VersionTables tables = VersionTables.of(version.folder(), version.manifest().files());
    Map<String, List<String>> events = new HashMap<>();
    tables.eachEntry(
        entry ->
            entry
                .exampleIds()
                .forEach(
                    row ->
                        events.computeIfAbsent(row, r -> new ArrayList<>()).add(entry.eventId())));
    List<RowEvents> rows = new ArrayList<>();
    tables.eachRow(
        (row, place) -> {
          String[] parts = place.split("/", 2);
          rows.add(
              new RowEvents(
                  row,
                  Config.parse(parts[0]),
                  Split.parse(parts[1]),
                  events.getOrDefault(row, List.of())));
        });
    return rows;
  }

  /** Config and split, such as preference/train. */
  public String place() {
    return config.label() + "/" + split.label();
  }
}
