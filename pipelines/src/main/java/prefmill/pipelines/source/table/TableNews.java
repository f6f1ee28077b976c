package prefmill.pipelines.source.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import prefmill.pipelines.source.database.ExportedSnapshot;
import prefmill.pipelines.source.database.HeldSnapshot;

/**
 * What is new in one table.
 *
 * @param position how far it will have been read; null if that cannot be told, and all is read
 * @param since which rows to read
 * @param bytes about how many bytes they have
 * @param isUnchanged whether the last read took just these rows
 */
record TableNews(TablePosition position, RowsSince since, long bytes, boolean isUnchanged) {
  private static final String NO_ROWS = "0:0";

  /**
   * Looks into a table.
   *
   * @param then how far it was read; null for the first time
   */
  static TableNews of(TableQuery query, TablePosition then, HeldSnapshot snapshot)
      throws SQLException {
    return query.heap() == null
        ? ofPositions(query, then, snapshot.connection())
        : ofSnapshots(query, then, snapshot);
  }

  private static TableNews ofSnapshots(TableQuery query, TablePosition then, HeldSnapshot held)
      throws SQLException {
    ExportedSnapshot now = held.exported();
    List<Long> relations = query.heap().relations();
    // rows that this read takes and the next one will ask for again
    RowsSince unsettled = RowsSince.snapshot(now.transactions(), relations, now);
    String checksum =
        now.oldest() == now.next()
            ? NO_ROWS
            : Sums.of(held.connection(), query, unsettled).checksum();
    TablePosition position = TablePosition.of(now, query.heap(), checksum);
    if (then == null || then.snapshot() == null || !then.origin().equals(now.origin())) {
      return new TableNews(position, RowsSince.all(), query.heap().bytes(), false);
    }
    RowsSince since = RowsSince.snapshot(then.snapshot(), then.relations(), now);
    Sums sums = Sums.of(held.connection(), query, since);
    return new TableNews(position, since, sums.bytes(), sums.checksum().equals(then.checksum()));
  }

  private static TableNews ofPositions(TableQuery query, TablePosition then, Connection connection)
      throws SQLException {
    String column = query.table().position();
    String max = column == null ? null : greatest(connection, query);
    TablePosition position =
        max == null
            ? null
            : TablePosition.of(
                column, max, Sums.of(connection, query, query.since(max)).checksum());
    if (then == null || column == null || !column.equals(then.column())) {
      Sums all = Sums.of(connection, query, RowsSince.all());
      return new TableNews(position, RowsSince.all(), all.bytes(), false);
    }
    RowsSince since = query.since(then.max());
    Sums sums = Sums.of(connection, query, since);
    return new TableNews(position, since, sums.bytes(), sums.checksum().equals(then.checksum()));
  }

  private static String greatest(Connection connection, TableQuery query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query.greatest());
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }

  private record Sums(String checksum, long bytes) {
    static Sums of(Connection connection, TableQuery query, RowsSince since) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(query.sums(since))) {
        for (int i = 0; i < since.parameters().size(); i++) {
          statement.setString(i + 1, since.parameters().get(i));
        }
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          return new Sums(row.getString(1), row.getLong(2));
        }
      }
    }
  }
}
