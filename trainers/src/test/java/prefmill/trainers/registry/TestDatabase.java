package prefmill.trainers.registry;

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
import org.jdbi.v3.core.Jdbi;

/**
 * An empty database for each test, on one real Postgres for all test classes of the module: the one
 * on the class path, or that of the jar in the system property {@code prefmill.postgres.jar}.
 */
public record TestDatabase(String url) {
  private static final String EMPTIED =
      "drop schema if exists prefmill cascade; drop schema public cascade; create schema public";

  /** Empties the database, which costs less than to make another. */
  public static TestDatabase create() {
    try (Connection connection = server().getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(EMPTIED);
    } catch (SQLException e) {
      throw new IllegalStateException("no test database", e);
    }
    return new TestDatabase(server().getJdbcUrl("postgres", "postgres"));
  }

  /** The port of the server that all test databases are on. */
  public static int port() {
    return server().getPort();
  }

  /** The registry in this database. */
  public Registry registry() {
    return Registry.open(url, null, null);
  }

  /** The database, past the registry's own code. */
  public Jdbi sql() {
    return Jdbi.create(url);
  }

  private static EmbeddedPostgres server() {
    return Server.INSTANCE;
  }

  private static final class Server {
    static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
        String jar = System.getProperty("prefmill.postgres.jar");
        if (jar != null) {
          builder.setPgBinaryResolver((system, machine) -> archive(jar));
        }
        return builder.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static InputStream archive(String jar) throws IOException {
      try (ZipFile zip = new ZipFile(jar)) {
        ZipEntry archive =
            zip.stream()
                .filter(entry -> entry.getName().endsWith(".txz"))
                .findFirst()
                .orElseThrow();
        return new ByteArrayInputStream(zip.getInputStream(archive).readAllBytes());
      }
    }
  }
}
