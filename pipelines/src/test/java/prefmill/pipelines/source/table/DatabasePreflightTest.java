package prefmill.pipelines.source.table;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.SourceException;
import prefmill.pipelines.source.SourceReader;
import prefmill.pipelines.source.database.Snapshots;

/** One clear sentence for everything that a database source can be missing. */
class DatabasePreflightTest {
  private static final String PASSWORD = "s3cret-word";

  @TempDir Path folder;

  @BeforeAll
  static void fill() {
    TestPostgres.execute(
        """
        create schema preflight;
        create schema closed;
        create table preflight.feedback(
          id int, user_id text, message_id text, feedback text, user_message text, updated_at timestamptz);
        create table preflight."Own ""Table"(id text, q text);
        create table closed.own(id int, q text);
        create role reader login password 's3cret-word';
        create role stranger nologin;
        grant usage on schema preflight to reader;
        grant select on preflight."Own ""Table" to reader;
        grant usage on schema closed to reader;
        """);
  }

  @Test
  void namesWhatIsMissing() throws IOException {
    assertMessage(
        source("helpem", null, "preflight", null, null),
        "source db: the table preflight.feedback has no column assistant_response (the preset helpem"
            + " expects it); add the column, or give a mapping of your own");
    assertMessage(
        source("betabase", null, "preflight", null, null),
        "source db: there is no table preflight.rlhf_feedback; mend sources.db.schema or .table");
    assertMessage(
        source(null, "{\"prompt\": q}", "preflight", "Own \"Table", "changed"),
        "source db: the table preflight.Own \"Table has no column changed (the policy names it); add"
            + " the column, or give a mapping of your own");
    assertMessage(
        source(null, "{\"prompt\": q}", "preflight", "Own \"Table", "id"),
        "source db: the column id of preflight.Own \"Table is no position: it has the type text, but"
            + " must be a whole number or a time; mend sources.db.position");
    assertMessage(
        source(null, "{\"prompt\": q}", "closed", "own", null),
        "source db: the user reader may not read closed.own; grant usage on the schema and select on"
            + " the table");
    assertMessage(
        source("arena", null, "preflight", null, null),
        "source db: the preset arena does not say which table to read; mend sources.db.table");
    assertMessage(
        source("helpme", null, null, null, null),
        "source db: sources.db.preset: there is no preset of this name; choose one of native,"
            + " subjectchat, helpem, betabase, halaai, arena, openwebui, or give a mapping");
  }

  @Test
  void namesWhyItCannotLogIn() throws IOException {
    String url = TestPostgres.url();
    assertMessage(
        login("jdbc:postgresql://localhost:1/feedback?sslpassword=x", "reader", null),
        "source db: the database at jdbc:postgresql://localhost:1/feedback cannot be reached; start"
            + " it, or mend sources.db.url");
    assertMessage(
        login("jdbc:mysql://localhost/feedback", "reader", null),
        "source db: the database at jdbc:mysql://localhost/feedback cannot be reached; start it, or"
            + " mend sources.db.url");
    assertMessage(
        login(url.replace("/postgres", "/nowhere"), "postgres", null),
        "source db: there is no such database at "
            + url.replace("/postgres", "/nowhere")
            + "; mend sources.db.url");
    assertMessage(
        login(url, "stranger", null),
        "source db: the database refuses to log in user stranger; mend sources.db.user, or the"
            + " password that password_env or password_file names");
    assertMessage(
        login(url, "reader", "gone"),
        "source db: the password file gone cannot be read; mend sources.db.password_file");
  }

  @Test
  void anEnvironmentVariableThatIsNotSetIsNamed() {
    SourcePolicy source =
        new SourcePolicy(
            "db",
            SourcePolicy.Kind.POSTGRES,
            "helpem",
            null,
            null,
            null,
            TestPostgres.url(),
            "reader",
            "PREFMILL_NO_SUCH_VARIABLE",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    assertMessage(
        source,
        "source db: the environment variable PREFMILL_NO_SUCH_VARIABLE is not set; put the database"
            + " password there (sources.db.password_env)");
  }

  private void assertMessage(SourcePolicy source, String message) {
    try (Snapshots snapshots = Snapshots.open()) {
      SourceException e =
          assertThrows(
              SourceException.class, () -> SourceReader.plan(source, folder, Map.of(), snapshots));
      assertThat(e.getMessage(), equalTo(message));
      assertThat(e.getMessage(), not(containsString(PASSWORD)));
    }
  }

  private SourcePolicy source(
      String preset, String mapping, String schema, String table, String position)
      throws IOException {
    Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    String user = preset == null ? "reader" : "postgres";
    return new SourcePolicy(
        "db",
        SourcePolicy.Kind.POSTGRES,
        preset,
        mapping,
        null,
        null,
        TestPostgres.url(),
        user,
        null,
        "password",
        schema,
        table,
        null,
        position,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static SourcePolicy login(String url, String user, String passwordFile) {
    return new SourcePolicy(
        "db",
        SourcePolicy.Kind.POSTGRES,
        "helpem",
        null,
        null,
        null,
        url,
        user,
        null,
        passwordFile,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
