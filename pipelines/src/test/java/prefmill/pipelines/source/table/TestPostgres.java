package prefmill.pipelines.source.table;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * One real Postgres for the tests of this JVM, each of which has a schema of its own: the one on
 * the class path, or that of the jar in the system property {@code prefmill.postgres.jar}.
 */
public final class TestPostgres {
  private static final EmbeddedPostgres SERVER = start();

  private TestPostgres() {}

  public static String url() {
    return "jdbc:postgresql://localhost:" + SERVER.getPort() + "/postgres";
  }

  /** A connection of the caller's own. */
  public static Connection connect() throws SQLException {
    return SERVER.getPostgresDatabase().getConnection();
  }

  public static void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("the test's tables cannot be made", e);
    }
  }

  private static EmbeddedPostgres start() {
    try {
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "off")
              .setServerConfig("max_connections", "50")
              .setServerConfig("max_prepared_transactions", "2");
      String jar = System.getProperty("prefmill.postgres.jar");
      if (jar != null) {
        builder.setPgBinaryResolver((system, machine) -> archive(jar));
      }
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("Postgres does not start", e);
    }
  }

  private static InputStream archive(String jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar)) {
      ZipEntry archive =
          zip.stream().filter(entry -> entry.getName().endsWith(".txz")).findFirst().orElseThrow();
      return new ByteArrayInputStream(zip.getInputStream(archive).readAllBytes());
    }
  }
}
