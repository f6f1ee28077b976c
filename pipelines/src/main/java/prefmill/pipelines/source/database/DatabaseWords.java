package prefmill.pipelines.source.database;

import java.sql.SQLException;
import java.util.Set;

/** What may be repeated of a server's words. */
public final class DatabaseWords {
  // connection, login, catalog, schema, syntax and names, resources, intervention
  private static final Set<String> OF_NO_VALUE = Set.of("08", "28", "3D", "3F", "42", "53", "57");

  private DatabaseWords() {}

  /**
   * A colon and the first line, for classes of faults that speak of the connection or of the
   * schema; nothing for others, which may quote a row's values.
   */
  public static String of(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return state.length() >= 2 && OF_NO_VALUE.contains(state.substring(0, 2))
        ? ": " + String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip()
        : "";
  }
}
