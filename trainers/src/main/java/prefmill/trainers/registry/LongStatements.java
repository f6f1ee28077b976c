package prefmill.trainers.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/** Statements that may rightly work or wait for minutes, and so need a more patient connection. */
public final class LongStatements {
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private LongStatements() {}

  /** Lets each statement of a handle take up to half an hour. */
  public static void allow(Handle handle) {
    try {
      allow(handle.getConnection());
    } catch (SQLException e) {
      throw new RegistryException("the registry's connection cannot be used", e);
    }
  }

  static void allow(Connection connection) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, (int) LONGEST.toMillis());
  }

  static int longestSeconds() {
    return (int) LONGEST.toSeconds();
  }
}
