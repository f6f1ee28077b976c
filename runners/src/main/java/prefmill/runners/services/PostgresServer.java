package prefmill.runners.services;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * The server of one folder: finds it running, whoever left it so, or starts it; stops it.
 *
 * <p>The caller holds the folder's lock.
 */
record PostgresServer(PostgresFolder folder, PostgresCommand command) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int ATTEMPTS = 5;
  private static final int ANY_PORT = 0;

  /**
   * The port of the running server.
   *
   * @throws IOException if it cannot be started, in one sentence
   */
  int start() throws IOException {
    Optional<Integer> running = awaitRunning();
    if (running.isPresent()) {
      return running.get();
    }
    // Another program may run under the number by now, and Postgres would take it for a server.
    Files.deleteIfExists(folder.pidFile());
    Files.deleteIfExists(folder.log());
    int port = freePort(folder.lastPort().orElse(ANY_PORT));
    for (int attempt = 1; !tryStart(port); attempt++) {
      if (attempt == ATTEMPTS) {
        throw command.failure("does not start");
      }
      // The port was taken meanwhile, or processes of a killed server have not all ended yet.
      sleep(Duration.ofSeconds(1));
      port = freePort(ANY_PORT);
    }
    folder.keepPort(port);
    return port;
  }

  void stop() throws IOException {
    int code = command.run("pg_ctl", "-D", folder.data().toString(), "-m", "fast", "-w", "stop");
    if (code != 0) {
      throw command.failure("does not stop");
    }
  }

  Connection connect(int port, String database) throws IOException, SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", PostgresFolder.USER);
    properties.setProperty("password", folder.password());
    properties.setProperty("ApplicationName", "prefmill embedded");
    return DriverManager.getConnection(url(port, database), properties);
  }

  static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  private boolean tryStart(int port) throws IOException {
    String options =
        "-p "
            + port
            + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c log_checkpoints=off";
    int code =
        command.run(
            "pg_ctl",
            "-D",
            folder.data().toString(),
            "-l",
            folder.log().toString(),
            "-o",
            options,
            "-w",
            "start");
    return code == 0;
  }

  /** Waits while a server process lives that does not answer: it is starting, or ending. */
  private Optional<Integer> awaitRunning() throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<Integer> port = folder.port();
      if (port.isPresent() && answers(port.get())) {
        return port;
      }
      if (!lives()) {
        return Optional.empty();
      }
      if (System.nanoTime() > end) {
        stop();
      }
      sleep(Duration.ofMillis(200));
    }
  }

  private boolean lives() throws IOException {
    return folder
        .pid()
        .flatMap(ProcessHandle::of)
        .flatMap(process -> process.info().command())
        .map(program -> Path.of(program).getFileName().toString().startsWith("postgres"))
        .orElse(false);
  }

  private boolean answers(int port) throws IOException {
    try (Connection connection = connect(port, "postgres");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show data_directory")) {
      return row.next()
          && Path.of(row.getString(1)).toRealPath().equals(folder.data().toRealPath());
    } catch (SQLException e) {
      return false;
    }
  }

  private static int freePort(int wanted) throws IOException {
    InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(here, wanted));
      return socket.getLocalPort();
    } catch (IOException e) {
      if (wanted == ANY_PORT) {
        throw e;
      }
      return freePort(ANY_PORT);
    }
  }

  private static void sleep(Duration time) throws IOException {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the embedded Postgres", e);
    }
  }
}
