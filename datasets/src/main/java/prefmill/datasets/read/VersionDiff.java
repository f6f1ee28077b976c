package prefmill.datasets.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the rows of two versions differ; each list is in the order of row_id.
 *
 * @param carried rows that both have on the same side
 * @param added rows that only the later one has
 * @param removed rows that only the earlier one has
 * @param moved rows that both have, but on another side; with the later one's place
 */
public record VersionDiff(
    long carried, List<RowPlace> added, List<RowPlace> removed, List<RowPlace> moved) {
  public VersionDiff {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    moved = List.copyOf(moved);
  }

  /** Compares the versions in two folders. */
  public static VersionDiff of(Path earlier, Path later) throws IOException {
    return of(rows(earlier), rows(later));
  }

  static VersionDiff of(Map<String, RowPlace> earlier, Map<String, RowPlace> later) {
    long carried = 0;
    List<RowPlace> added = new ArrayList<>();
    List<RowPlace> moved = new ArrayList<>();
    for (RowPlace row : later.values()) {
      RowPlace before = earlier.get(row.rowId());
      if (before == null) {
        added.add(row);
      } else if (before.equals(row)) {
        carried++;
      } else {
        moved.add(row);
      }
    }
    List<RowPlace> removed =
        earlier.values().stream().filter(row -> !later.containsKey(row.rowId())).toList();
    return new VersionDiff(carried, added, removed, moved);
  }

  private static Map<String, RowPlace> rows(Path folder) throws IOException {
    return VersionTables.of(folder, VersionReader.open(folder).manifest().files()).rows();
  }
}
