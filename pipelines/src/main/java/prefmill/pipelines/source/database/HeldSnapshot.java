package prefmill.pipelines.source.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.Statement;
import prefmill.pipelines.source.SourceException;

/**
 * A read-only transaction in a snapshot. The tables that it reads keep their rows where they are
 * until it is closed: what would move them waits.
 *
 * @param connection the transaction's connection, without autocommit
 * @param exported the snapshot
 */
public record HeldSnapshot(Connection connection, ExportedSnapshot exported)
    implements AutoCloseable {
  private static final int OLDEST_SERVER = 14;

  private static final String BEGIN = "set transaction isolation level repeatable read, read only";

  private static final String EXPORT = "select pg_export_snapshot(), pg_current_snapshot()::text";

  // transactions are counted anew by another server, and some of them twice after a failover
  private static final String ORIGIN =
      """
      select system_identifier || '/'
        || case when pg_is_in_recovery()
             then (select upper(lpad(to_hex(timeline_id), 8, '0')) from pg_control_checkpoint())
             else substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) end
        || '/' || (select oid from pg_database where datname = current_database())
      from pg_control_system()
      """;

  // the transaction is idle while the workers read
  private static final String STAY =
      """
      select set_config(name, '0', true) from pg_settings
      where name in ('idle_in_transaction_session_timeout', 'transaction_timeout')
      """;

  /**
   * Takes a snapshot of what is committed now.
   *
   * @throws SourceException if the database cannot be reached or is too old
   */
  static HeldSnapshot take(Database database) {
    Connection connection = database.open();
    try (Statement statement = connection.createStatement()) {
      int server = connection.getMetaData().getDatabaseMajorVersion();
      if (server < OLDEST_SERVER) {
        throw SourceException.of(
            database.source(),
            "the database is a Postgres %d, and is read from %d on; upgrade it, or export its tables as JSON lines"
                .formatted(server, OLDEST_SERVER));
      }
      String origin = origin(statement);
      connection.setAutoCommit(false);
      statement.execute(BEGIN);
      statement.execute(STAY);
      try (ResultSet row = statement.executeQuery(EXPORT)) {
        row.next();
        return new HeldSnapshot(
            connection, new ExportedSnapshot(row.getString(1), row.getString(2), origin));
      }
    } catch (SQLException e) {
      closeQuietly(connection);
      throw SourceException.of(
          database.source().name(), "the database gives no snapshot: " + e.getMessage(), e);
    } catch (SourceException e) {
      closeQuietly(connection);
      throw e;
    }
  }

  /**
   * Joins a snapshot that another connection holds.
   *
   * @throws SourceException if the database cannot be reached or the snapshot is gone
   */
  static HeldSnapshot join(Database database, ExportedSnapshot snapshot) {
    Connection connection = database.open();
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(BEGIN);
      // who alters a table waits for the holder, the holder for this one: it must not wait for them
      statement.execute("set local lock_timeout = '5s'");
      statement.execute("set transaction snapshot " + statement.enquoteLiteral(snapshot.id()));
      statement.execute(STAY);
      return new HeldSnapshot(connection, snapshot);
    } catch (SQLException e) {
      closeQuietly(connection);
      throw gone(database, e);
    }
  }

  private static String origin(Statement statement) {
    try (ResultSet row = statement.executeQuery(ORIGIN)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      // some managed servers have none of these functions
      return "";
    }
  }

  private static SourceException gone(Database database, SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (state.startsWith("08") || state.startsWith("57")) {
      return database.refusal(e);
    }
    return SourceException.of(
        database.source().name(),
        "the snapshot that all workers read is gone: the database restarted or ended the connection that held it, or a pooler sends connections to several servers; name the server itself in sources.%s.url and run the same command again"
            .formatted(database.source().name()),
        // the policy is not at fault, whatever class the server puts it in
        new SQLRecoverableException(e.getMessage(), "55000", e));
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // the server ended it before, and there is nothing to be kept
    }
  }

  /** Lets the snapshot go. */
  @Override
  public void close() {
    closeQuietly(connection);
  }
}
