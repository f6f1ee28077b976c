package prefmill.trainers.registry;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Jdbi;

/** An empty database for each test, on one real Postgres for all test classes of the module. */
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
        return EmbeddedPostgres.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
