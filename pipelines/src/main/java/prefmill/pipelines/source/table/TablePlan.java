package prefmill.pipelines.source.table;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.SourceException;
import prefmill.transforms.parse.preset.Preset;

/**
 * What is new in a source's tables. A read reaches back behind the last position (see {@link
 * PositionType}) and takes rows without a position each time, so that no row is lost; a table whose
 * rows from there on are unchanged is left out.
 *
 * @param read reads the new rows
 * @param isEmpty whether there are none
 * @param bytes about how many bytes they have
 * @param positions how far each table will have been read, by its name
 */
public record TablePlan(
    ReadPostgres read, boolean isEmpty, long bytes, Map<String, String> positions) {
  /**
   * Looks into the database.
   *
   * @param folder the policy's folder
   * @param last the positions of the last run that succeeded; empty to read everything
   * @throws SourceException if the database or a table is not as it must be
   */
  public static TablePlan of(
      SourcePolicy source, Preset preset, Path folder, Map<String, String> last) {
    Database database = Database.of(source, folder);
    List<Table> tables = Table.of(source, preset.tables());
    if (tables.isEmpty() || tables.get(0).name() == null) {
      throw SourceException.of(
          source,
          "the preset "
              + preset.name()
              + " does not say which table to read; mend sources."
              + source.name()
              + ".table");
    }
    List<TableRead> reads = new ArrayList<>();
    Map<String, String> positions = new TreeMap<>();
    long bytes = 0;
    try (Connection connection = database.open()) {
      TableInspector inspector = new TableInspector(source, preset, connection);
      for (Table table : tables) {
        TableQuery query = inspector.inspect(table);
        TablePosition then = position(table, last);
        String max = table.position() == null ? null : text(connection, query.greatest(), null);
        if (max != null) {
          String checksum = text(connection, query.checksum(), max);
          positions.put(table.name(), new TablePosition(table.position(), max, checksum).json());
        }
        if (then != null
            && then.checksum().equals(text(connection, query.checksum(), then.max()))) {
          continue;
        }
        String since = then == null ? null : then.max();
        bytes += Long.parseLong(text(connection, query.bytes(since != null), since));
        reads.add(new TableRead(database, table.name(), query.read(since != null), since));
      }
    } catch (SQLException e) {
      throw SourceException.of(
          source.name(), "the database answers with an error: " + e.getMessage(), e);
    }
    return new TablePlan(ReadPostgres.of(reads), reads.isEmpty(), bytes, positions);
  }

  private static TablePosition position(Table table, Map<String, String> last) {
    if (table.position() == null || !last.containsKey(table.name())) {
      return null;
    }
    TablePosition then = TablePosition.parse(last.get(table.name()));
    return then.column().equals(table.position()) ? then : null;
  }

  private static String text(Connection connection, String query, String parameter)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      if (parameter != null) {
        statement.setString(1, parameter);
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }
}
