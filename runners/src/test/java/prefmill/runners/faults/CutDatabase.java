package prefmill.runners.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import prefmill.runners.services.EmbeddedDatabase;

/** A real Postgres whose processes tests kill, and start again with what it had. */
final class CutDatabase implements AutoCloseable {
  private static final String NAME = "app";

  private final Path folder;
  private final List<EmbeddedDatabase> started = new ArrayList<>();

  private CutDatabase(Path folder) {
    this.folder = folder;
  }

  static CutDatabase start(Path folder) throws IOException, SQLException {
    CutDatabase database = new CutDatabase(folder);
    database.start();
    database.newest().createDatabaseIfAbsent(NAME);
    return database;
  }

  /** Starts it again, under the same address. */
  void start() throws IOException {
    started.add(EmbeddedDatabase.open(folder));
  }

  /** kill -9 of the server and all that serve a connection. */
  void cut() throws IOException, InterruptedException, ExecutionException {
    List<String> lines = Files.readAllLines(folder.resolve("data/postmaster.pid"));
    ProcessHandle server = ProcessHandle.of(Long.parseLong(lines.get(0).strip())).orElseThrow();
    List<ProcessHandle> all = new ArrayList<>(server.descendants().toList());
    all.add(0, server);
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle each : all) {
      var unused = each.onExit().get();
    }
  }

  String url() {
    return newest().url(NAME);
  }

  String user() {
    return newest().user();
  }

  String password() {
    return newest().password();
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), user(), password());
  }

  @Override
  public void close() throws IOException {
    for (EmbeddedDatabase each : started) {
      each.close();
    }
  }

  private EmbeddedDatabase newest() {
    return started.get(started.size() - 1);
  }
}
