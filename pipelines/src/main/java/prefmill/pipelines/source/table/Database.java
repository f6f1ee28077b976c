package prefmill.pipelines.source.table;

import java.io.Serializable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.Password;
import prefmill.pipelines.source.SourceException;

/**
 * Where a source's tables live and how to log in.
 *
 * @param source the policy's name of the source
 * @param url JDBC URL
 * @param user database user; null for the driver's default
 * @param password the password; null without one
 */
record Database(String source, String url, String user, String password) implements Serializable {
  private static final String CONNECT_SECONDS = "10";

  /**
   * The database that a policy names.
   *
   * @param folder the policy's folder, from which a password file's path counts
   * @throws SourceException if the password is not where the policy says
   */
  static Database of(SourcePolicy source, Path folder) {
    return new Database(source.name(), source.url(), source.user(), Password.of(source, folder));
  }

  /**
   * Logs in; the caller closes the connection.
   *
   * @throws SourceException if the database is not there or refuses
   */
  Connection open() {
    Properties properties = new Properties();
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    properties.setProperty("loginTimeout", CONNECT_SECONDS);
    try {
      Connection connection = DriverManager.getConnection(url, properties);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      return connection;
    } catch (SQLException e) {
      throw SourceException.of(source, refusal(e), e);
    }
  }

  private String refusal(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (state.startsWith("28")) {
      return "the database refuses to log in user "
          + user
          + "; mend sources."
          + source
          + ".user, or the password that password_env or password_file names";
    }
    if (state.equals("3D000")) {
      return "there is no such database at " + place() + "; mend sources." + source + ".url";
    }
    return "the database at "
        + place()
        + " cannot be reached; start it, or mend sources."
        + source
        + ".url";
  }

  /** The URL without parameters, which may hold secrets. */
  private String place() {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }
}
