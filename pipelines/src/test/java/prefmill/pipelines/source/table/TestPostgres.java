package prefmill.pipelines.source.table;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** One real Postgres for the tests of this JVM; each test has a schema of its own. */
final class TestPostgres {
  private static final EmbeddedPostgres SERVER = start();

  private TestPostgres() {}

  static String url() {
    return "jdbc:postgresql://localhost:" + SERVER.getPort() + "/postgres";
  }

  static void execute(String sql) {
    try (Connection connection = SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("the test's tables cannot be made", e);
    }
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder()
          .setServerConfig("fsync", "off")
          .setServerConfig("max_connections", "50")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("Postgres does not start", e);
    }
  }
}
