package prefmill.runners.project;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.services.EmbeddedDatabase;

/** A source in the project's own Postgres is read by whichever command reads sources. */
class OwnDatabaseTest {
  private static final String POLICY =
      """
      dataset: support
      store: ./store
      masking: {key_file: masking.key}
      sources:
        - {name: app, kind: postgres, preset: helpem, url: "%s", user: prefmill, password_file: password}
      """;

  @TempDir private Path folder;
  private String url;

  @BeforeEach
  void aTableInTheProjectsOwnPostgres() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.open(folder.resolve(".prefmill/postgres"))) {
      database.createDatabaseIfAbsent("feedback");
      url = database.url("feedback");
      try (var connection = DriverManager.getConnection(url, database.user(), database.password());
          var statement = connection.createStatement()) {
        statement.execute(
            "create table feedback (id serial primary key, user_id text, message_id text,"
                + " feedback text, user_message text, assistant_response text, action_type text,"
                + " action_data jsonb, created_at timestamptz, updated_at timestamptz)");
      }
      Files.writeString(folder.resolve("password"), database.password());
    }
    Files.writeString(folder.resolve("masking.key"), "0123456789abcdef");
  }

  @Test
  void itRunsWhileSourcesAreRead() throws Exception {
    Project project = project(url);
    assertThat(isUp(), is(false));
    try (OwnDatabase unused = OwnDatabase.forSources(project)) {
      assertThat(isUp(), is(true));
    }
    assertThat(isUp(), is(false));
    for (String command : new String[] {"doctor", "ingest", "nightly"}) {
      Invocation run = Invocation.of(command, "--config", project.folder() + "/prefmill.yaml");
      assertThat(command + ": " + run.out() + run.err(), run.exitCode(), is(0));
    }
    assertThat(isUp(), is(false));
  }

  @Test
  void anotherDatabaseStartsNothing() throws Exception {
    Project elsewhere = project("jdbc:postgresql://db.example.org:5432/feedback");
    try (OwnDatabase unused = OwnDatabase.forSources(elsewhere)) {
      assertThat(isUp(), is(false));
    }
    Files.writeString(folder.resolve("password"), "of another database");
    try (OwnDatabase unused = OwnDatabase.forSources(project(url))) {
      assertThat(isUp(), is(false));
    }
  }

  @Test
  void anotherPortIsTold() throws Exception {
    int port = Integer.parseInt(url.replaceAll(".*:([0-9]+)/.*", "$1"));
    try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      Project project = project(url);
      CommandFailure failure =
          assertThrows(CommandFailure.class, () -> OwnDatabase.forSources(project));
      assertThat(failure.getMessage(), containsString("write that port into sources.app.url"));
    }
  }

  private Project project(String address) throws Exception {
    Path policy = folder.resolve("prefmill.yaml");
    Files.writeString(policy, POLICY.formatted(address));
    return Project.load(policy);
  }

  private boolean isUp() throws IOException {
    String password = Files.readString(folder.resolve("password"));
    try {
      DriverManager.getConnection(url, "prefmill", password).close();
      return true;
    } catch (SQLException e) {
      return !String.valueOf(e.getSQLState()).startsWith("08");
    }
  }
}
