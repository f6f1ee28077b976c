package prefmill.runners.privacy.leaks;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Searches every column of every table of a database. */
final class SearchedTables {
  private static final String COLUMNS =
      """
      select table_schema, table_name, column_name, data_type
      from information_schema.columns
      where table_schema not in ('pg_catalog', 'information_schema')
      order by table_schema, table_name, ordinal_position
      """;

  private SearchedTables() {}

  /**
   * Searches all of it.
   *
   * @return the tables that have values, each with its schema
   */
  static Set<String> of(Jdbi database, LeakSearch search) {
    return database.withHandle(handle -> search(handle, search));
  }

  private static Set<String> search(Handle handle, LeakSearch search) {
    Set<String> filled = new LinkedHashSet<>();
    for (var column : handle.createQuery(COLUMNS).mapToMap().list()) {
      String schema = String.valueOf(column.get("table_schema"));
      String plain = String.valueOf(column.get("table_name"));
      String table = schema + "." + plain;
      String from = quoted(schema) + "." + quoted(plain);
      String name = String.valueOf(column.get("column_name"));
      search.text("the name of a column of " + table, name);
      List<byte[]> values =
          column.get("data_type").equals("bytea")
              ? values(handle, quoted(name), from, byte[].class)
              : values(handle, quoted(name) + "::text", from, String.class).stream()
                  .map(text -> text.getBytes(StandardCharsets.UTF_8))
                  .toList();
      values.forEach(value -> search.bytes(table + "." + name, value));
      if (!values.isEmpty()) {
        filled.add(table);
      }
    }
    return filled;
  }

  private static String quoted(String name) {
    return "\"" + name + "\"";
  }

  private static <T> List<T> values(Handle handle, String column, String from, Class<T> type) {
    return handle
        .createQuery("select %1$s from %2$s where %1$s is not null".formatted(column, from))
        .mapTo(type)
        .list();
  }
}
