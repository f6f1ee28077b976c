package prefmill.pipelines.source.database;

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
 * Where a source's tables live and how to log in. It holds where the password lies, never the
 * password: each worker reads it for itself.
 *
 * @param source what the policy says
 * @param folder the policy's folder, from which a password file's path counts
 */
public record Database(SourcePolicy source, String folder) implements Serializable {
  private static final String CONNECT_SECONDS = "10";

  /** The database that a policy names. */
  public static Database of(SourcePolicy source, Path folder) {
    return new Database(source, folder.toString());
  }

  /**
   * Logs in; the caller closes the connection.
   *
   * @throws SourceException if the password is not where the policy says, or the database is not
   *     there or refuses
   */
  Connection open() {
    Properties properties = new Properties();
    if (source.user() != null) {
      properties.setProperty("user", source.user());
    }
    String password = Password.of(source, Path.of(folder));
    if (password != null) {
      properties.setProperty("password", password);
    }
    properties.setProperty("loginTimeout", CONNECT_SECONDS);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("ApplicationName", "prefmill");
    // each range is planned with its own bounds, and a pooler need not know of statements
    properties.setProperty("prepareThreshold", "0");
    try {
      return DriverManager.getConnection(source.url(), properties);
    } catch (SQLException e) {
      throw refusal(e);
    }
  }

  /** Why the database does not let in, in one sentence. */
  SourceException refusal(SQLException e) {
    return SourceException.of(source.name(), sentence(e), e);
  }

  private String sentence(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String place = "sources." + source.name();
    if (state.startsWith("28")) {
      return "the database refuses to log in user %s; mend %s.user, or the password that password_env or password_file names"
          .formatted(source.user(), place);
    }
    if (state.equals("3D000")) {
      return "there is no such database at %s; mend %s.url".formatted(address(), place);
    }
    return "the database at %s cannot be reached; start it, or mend %s.url"
        .formatted(address(), place);
  }

  /** The URL without parameters, which may hold secrets. */
  private String address() {
    int parameters = source.url().indexOf('?');
    return parameters < 0 ? source.url() : source.url().substring(0, parameters);
  }
}
