package prefmill.trainers.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.logging.LogFactory;
import org.flywaydb.core.api.logging.LogLevel;

/**
 * Brings the schema {@code prefmill} up to date.
 *
 * <p>Only that schema is touched. Processes that start at once queue: one migrates, the others find
 * it done.
 */
final class Migrations {
  private static final String SCHEMA = "prefmill";
  // Any number that nothing else on the server locks: the bytes of "prefmill".
  private static final long LOCK = 0x70726566_6d696c6cL;

  private Migrations() {}

  static void run(RegistryAddress address) {
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement()) {
      address.checkVersion(connection);
      LongStatements.allow(connection);
      statement.execute("select pg_advisory_lock(" + LOCK + ")");
      migrate(address);
    } catch (FlywayValidateException e) {
      throw new RegistryException(
          "the registry at %s was written by another version of prefmill: use that version, or a newer one (%s)"
              .formatted(address.place(), firstLine(e)),
          e);
    } catch (FlywayException | SQLException e) {
      throw new RegistryException(
          "the registry at %s cannot be set up: its user needs the right to create the schema %s (%s)"
              .formatted(address.place(), SCHEMA, firstLine(e)),
          e);
    }
  }

  private static void migrate(RegistryAddress address) {
    LogFactory.setLogLevel(LogLevel.WARN);
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(address.patientSource())
        .locations("classpath:prefmill/registry")
        .defaultSchema(SCHEMA)
        .schemas(SCHEMA)
        .ignoreMigrationPatterns(new String[0])
        .loggers("slf4j")
        .load()
        .migrate();
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }
}
