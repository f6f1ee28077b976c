package prefmill.runners.services;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Postgres in a kept folder, for the registry where the policy names none and for the
 * quickstart.
 *
 * <p>The first that opens it starts the server, the last that closes it stops it, in this process
 * or another. A server that a killed process left running is used again; one that was killed itself
 * recovers. It listens on the loopback address only and asks for a password that the folder holds.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

  // Each user holds it shared on the keeper connection; who gets it alone is the last.
  private static final long IN_USE = 0x70726566_00000001L;

  private static final Object MUTEX = new Object();

  private final PostgresServer server;
  private final int port;
  private final String password;
  private final Connection keeper;
  private final Thread hook = new Thread(this::closeAtExit, "embedded-postgres-closer");
  private boolean closed;

  private EmbeddedDatabase(PostgresServer server, int port, String password, Connection keeper) {
    this.server = server;
    this.port = port;
    this.password = password;
    this.keeper = keeper;
  }

  /**
   * Starts the server, or joins the one that runs.
   *
   * @param folder where it keeps everything, made where there is none
   * @throws IOException in one sentence, with the place of the server's log
   */
  public static EmbeddedDatabase open(Path folder) throws IOException {
    Files.createDirectories(folder);
    PostgresFolder place = new PostgresFolder(folder.toRealPath());
    synchronized (MUTEX) {
      try (FileChannel channel = lockFile(place);
          FileLock unused = channel.lock()) {
        Path binaries = PostgresBinaries.unpacked(place.root().resolve("programs"));
        PostgresCommand command = new PostgresCommand(binaries, place.log());
        place.create(command);
        PostgresServer server = new PostgresServer(place, command);
        int port = server.start();
        Connection keeper = server.connect(port, "postgres");
        execute(keeper, "select pg_advisory_lock_shared(" + IN_USE + ")");
        EmbeddedDatabase database = new EmbeddedDatabase(server, port, place.password(), keeper);
        Runtime.getRuntime().addShutdownHook(database.hook);
        return database;
      } catch (SQLException e) {
        throw new IOException(
            "the embedded Postgres in %s does not answer: %s".formatted(folder, e.getMessage()), e);
      }
    }
  }

  /** The password of the one in a folder; empty if none was made there. */
  public static Optional<String> passwordIn(Path folder) throws IOException {
    PostgresFolder place = new PostgresFolder(folder);
    return Files.isDirectory(place.data()) ? Optional.of(place.password()) : Optional.empty();
  }

  /** Makes a database unless there is one of that name; safe to be asked at once by several. */
  public void createDatabaseIfAbsent(String name) throws SQLException {
    if (!name.matches("[a-z_][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException(
          "%s is no name for a database: small letters, digits and _ only".formatted(name));
    }
    synchronized (keeper) {
      if (!exists(name)) {
        try {
          execute(keeper, "create database \"" + name + "\"");
        } catch (SQLException e) {
          if (!exists(name)) {
            throw e;
          }
        }
      }
    }
  }

  /** The JDBC address of a database, without user and password. */
  public String url(String database) {
    return PostgresServer.url(port, database);
  }

  /** The server's user. */
  public String user() {
    return PostgresFolder.USER;
  }

  /** That user's password. */
  public String password() {
    return password;
  }

  /** The file that gives psql and JDBC the password, as PGPASSFILE. */
  public Path passwordFile() {
    return server.folder().passwordFile();
  }

  /** Lets go of the server, and stops it if nobody else uses it. */
  @Override
  public void close() throws IOException {
    synchronized (MUTEX) {
      if (closed) {
        return;
      }
      closed = true;
      try (FileChannel channel = lockFile(server.folder());
          FileLock unused = channel.lock()) {
        if (lastUser()) {
          server.stop();
        }
      }
    }
    if (Thread.currentThread() != hook) {
      removeHook();
    }
  }

  private boolean lastUser() {
    try (keeper) {
      execute(keeper, "select pg_advisory_unlock_shared(" + IN_USE + ")");
      try (Statement statement = keeper.createStatement();
          ResultSet row = statement.executeQuery("select pg_try_advisory_lock(" + IN_USE + ")")) {
        return row.next() && row.getBoolean(1);
      }
    } catch (SQLException e) {
      LOG.warn("the embedded Postgres ended before it was closed: {}", e.getMessage());
      return false;
    }
  }

  private boolean exists(String name) throws SQLException {
    try (PreparedStatement statement =
        keeper.prepareStatement("select 1 from pg_database where datname = ?")) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  private void closeAtExit() {
    try {
      close();
    } catch (IOException e) {
      LOG.warn("{}", e.getMessage());
    }
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("closed while the process ends", e);
    }
  }

  private static FileChannel lockFile(PostgresFolder place) throws IOException {
    return FileChannel.open(place.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
