package prefmill.pipelines.source.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement that reads the new rows of a table, and the parameters of each time it is run; every
 * new row is in one of them.
 *
 * @param table the table's name
 * @param query gives each row's JSON, its length, and its hash instead of a JSON that is too large
 * @param runs the parameters
 * @param isCut whether the runs are parts of the table, for several workers
 */
record TableRead(String table, String query, List<Parameters> runs, boolean isCut)
    implements Serializable {
  /**
   * Parameters of one run.
   *
   * @param values as text, in order
   */
  record Parameters(List<String> values) implements Serializable {}

  /** Reads rows of a table, in ranges where its rows have addresses. */
  static TableRead of(TableQuery query, RowsSince since) {
    String table = query.table().name();
    if (query.heap() == null) {
      return new TableRead(
          table, query.read(since), List.of(new Parameters(since.parameters())), false);
    }
    List<Parameters> runs = new ArrayList<>();
    for (List<String> range : query.heap().ranges()) {
      List<String> values = new ArrayList<>(since.parameters());
      values.addAll(range);
      runs.add(new Parameters(List.copyOf(values)));
    }
    return new TableRead(table, query.read(since), List.copyOf(runs), true);
  }
}
