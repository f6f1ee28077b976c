package prefmill.pipelines.source.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.SourceException;
import prefmill.pipelines.source.database.Heap;
import prefmill.transforms.parse.preset.Preset;

/** Compares a table with what the source's preset or policy expects of it. */
final class TableInspector {
  private static final String COLUMNS =
      """
      select a.attname, format_type(a.atttypid, null)
      from pg_catalog.pg_attribute a
      join pg_catalog.pg_class c on c.oid = a.attrelid
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ? and c.relname = ? and c.relkind in ('r', 'v', 'm', 'p', 'f')
        and a.attnum > 0 and not a.attisdropped
      order by a.attnum
      """;

  private final SourcePolicy source;
  private final Preset preset;
  private final Connection connection;

  TableInspector(SourcePolicy source, Preset preset, Connection connection) {
    this.source = source;
    this.preset = preset;
    this.connection = connection;
  }

  /**
   * The statements for a table.
   *
   * @throws SourceException if table, column or right is missing
   */
  TableQuery inspect(Table table) throws SQLException {
    Map<String, String> types = columns(table);
    if (types.isEmpty()) {
      throw SourceException.of(
          source,
          "there is no table "
              + table.label()
              + "; mend sources."
              + source.name()
              + ".schema or .table");
    }
    for (String column : table.required()) {
      if (!types.containsKey(column)) {
        throw missing(table, column, "the preset " + preset.name() + " expects it");
      }
    }
    for (String column : named()) {
      if (!types.containsKey(column)) {
        throw missing(table, column, "the policy names it");
      }
    }
    Heap heap = Heap.find(connection, table.schema(), table.name());
    TableQuery query =
        new TableQuery(table, wanted(table, types), positionType(table, types), heap);
    checkRight(query);
    return query;
  }

  private Map<String, String> columns(Table table) throws SQLException {
    Map<String, String> types = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, table.schema());
      statement.setString(2, table.name());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          types.put(rows.getString(1), rows.getString(2));
        }
      }
    }
    return types;
  }

  private List<String> named() {
    List<String> named = new ArrayList<>();
    if (source.key() != null) {
      named.add(source.key());
    }
    if (source.position() != null) {
      named.add(source.position());
    }
    return named;
  }

  /** Of a preset's table only what the preset knows: what is not read cannot leak. */
  private List<String> wanted(Table table, Map<String, String> types) {
    if (table.required().isEmpty()) {
      return List.copyOf(types.keySet());
    }
    List<String> wanted = new ArrayList<>(table.required());
    for (String column : table.optional()) {
      if (types.containsKey(column)) {
        wanted.add(column);
      }
    }
    for (String column : named()) {
      if (!wanted.contains(column)) {
        wanted.add(column);
      }
    }
    return wanted;
  }

  private PositionType positionType(Table table, Map<String, String> types) {
    if (table.position() == null) {
      return null;
    }
    PositionType type = PositionType.of(types.get(table.position()));
    if (type == null) {
      throw SourceException.of(
          source,
          "the column "
              + table.position()
              + " of "
              + table.label()
              + " is no position: it has the type "
              + types.get(table.position())
              + ", but must be a whole number or a time; mend sources."
              + source.name()
              + ".position");
    }
    return type;
  }

  private void checkRight(TableQuery query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query.probe())) {
      statement.executeQuery().close();
    } catch (SQLException e) {
      if ("42501".equals(e.getSQLState())) {
        throw SourceException.of(
            source.name(),
            "the user "
                + source.user()
                + " may not read "
                + query.table().label()
                + "; grant usage on the schema and select on the table",
            e);
      }
      throw e;
    }
  }

  private SourceException missing(Table table, String column, String why) {
    return SourceException.of(
        source,
        "the table "
            + table.label()
            + " has no column "
            + column
            + " ("
            + why
            + "); add the column, or give a mapping of your own");
  }
}
