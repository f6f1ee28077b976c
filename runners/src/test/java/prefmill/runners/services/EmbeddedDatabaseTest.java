package prefmill.runners.services;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
  @TempDir private static Path folder;

  @Test
  void keepsDataAndPortFromRunToRunAndStopsAtTheEnd() throws Exception {
    String url;
    try (EmbeddedDatabase database = EmbeddedDatabase.open(folder)) {
      database.createDatabaseIfAbsent("app");
      database.createDatabaseIfAbsent("app");
      url = database.url("app");
      run(database, "create table if not exists kept as select 42 as answer");
    }
    assertThrows(SQLException.class, () -> DriverManager.getConnection(url, "prefmill", "x"));
    try (EmbeddedDatabase database = EmbeddedDatabase.open(folder)) {
      database.createDatabaseIfAbsent("app");
      assertThat(database.url("app"), is(url));
      assertThat(answer(database), is(42));
    }
  }

  @Test
  void lastOfSeveralUsersStopsTheServer() throws Exception {
    EmbeddedDatabase first = EmbeddedDatabase.open(folder);
    EmbeddedDatabase second = EmbeddedDatabase.open(folder);
    assertThat(second.url("app"), is(first.url("app")));
    first.close();
    first.close();
    second.createDatabaseIfAbsent("app");
    run(second, "create table if not exists kept as select 42 as answer");
    assertThat(answer(second), is(42));
    second.close();
    assertThat(Files.exists(folder.resolve("data/postmaster.pid")), is(false));
  }

  @Test
  void asksForThePasswordThatTheFolderHolds() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.open(folder)) {
      SQLException refusal =
          assertThrows(
              SQLException.class,
              () ->
                  DriverManager.getConnection(database.url("postgres"), database.user(), "guess"));
      assertThat(refusal.getSQLState(), is("28P01"));
      assertThat(
          PosixFilePermissions.toString(Files.getPosixFilePermissions(database.passwordFile())),
          is("rw-------"));
      assertThat(Files.readString(database.passwordFile()), containsString(database.password()));
    }
  }

  @Test
  void takesAnotherPortWhereTheLastOneIsTaken() throws Exception {
    String before;
    try (EmbeddedDatabase database = EmbeddedDatabase.open(folder)) {
      before = database.url("app");
    }
    int port = Integer.parseInt(before.replaceAll(".*:(\\d+)/app", "$1"));
    try (ServerSocket taken = new ServerSocket(port);
        EmbeddedDatabase database = EmbeddedDatabase.open(folder)) {
      assertThat(taken.isBound(), is(true));
      assertThat(database.url("app"), is(not(before)));
    }
  }

  @Test
  void beginsAnewWhereSettingUpWasKilled(@TempDir Path fresh) throws Exception {
    Files.createDirectories(fresh.resolve("data.new/base"));
    Files.writeString(fresh.resolve("data.new/postgresql.conf"), "half");
    Files.writeString(fresh.resolve("pgpass"), "half");
    try (EmbeddedDatabase database = EmbeddedDatabase.open(fresh)) {
      database.createDatabaseIfAbsent("app");
    }
  }

  @Test
  void isNotFooledByAnotherProgramUnderTheServersNumber() throws Exception {
    EmbeddedDatabase.open(folder).close();
    long self = ProcessHandle.current().pid();
    Files.writeString(
        folder.resolve("data/postmaster.pid"),
        "%d\n%s\n1700000000\n1\n\n127.0.0.1\n  1 1\nready\n"
            .formatted(self, folder.resolve("data")));
    try (EmbeddedDatabase database = EmbeddedDatabase.open(folder)) {
      database.createDatabaseIfAbsent("app");
    }
  }

  @Test
  void namesWhereToLookWhenTheServerDoesNotStart(@TempDir Path fresh) throws Exception {
    EmbeddedDatabase.open(fresh).close();
    Files.writeString(fresh.resolve("data/postgresql.conf"), "max_connections = many\n");
    IOException failure = assertThrows(IOException.class, () -> EmbeddedDatabase.open(fresh));
    assertThat(failure.getMessage(), containsString("does not start"));
    assertThat(failure.getMessage(), containsString("server.log"));
    assertThat(failure.getMessage().lines().count(), is(1L));
  }

  @Test
  void refusesNamesThatAreNone() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.open(folder)) {
      assertThrows(
          IllegalArgumentException.class, () -> database.createDatabaseIfAbsent("a\"; drop"));
    }
  }

  static void run(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static int answer(EmbeddedDatabase database) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select answer from kept")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static Connection connect(EmbeddedDatabase database) throws SQLException {
    return DriverManager.getConnection(database.url("app"), database.user(), database.password());
  }
}
