package prefmill.trainers.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalInt;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where the registry's database is; opens connections and turns what goes wrong into a sentence.
 *
 * <p>No message holds a password, also when the URL does.
 */
final class RegistryAddress {
  private static final int CONNECT_TIMEOUT_SECONDS = 10;
  // Below the lease of a training, so that its holder hears of a dead network before it is stale.
  private static final int SILENCE_SECONDS = 10;
  private static final int OLDEST_SERVER = 15;

  private final PGSimpleDataSource source;
  private final PGSimpleDataSource patientSource;
  private final String place;

  private RegistryAddress(
      PGSimpleDataSource source, PGSimpleDataSource patientSource, String place) {
    this.source = source;
    this.patientSource = patientSource;
    this.place = place;
  }

  static RegistryAddress of(String url, String user, String password) {
    Properties parsed = Driver.parseURL(url, new Properties());
    if (parsed == null) {
      throw new RegistryException(
          "registry.url is no address of a Postgres database: write it as"
              + " jdbc:postgresql://host:5432/database");
    }
    boolean chosen = PGProperty.SOCKET_TIMEOUT.isPresent(parsed);
    return new RegistryAddress(
        source(url, user, password, chosen ? OptionalInt.empty() : OptionalInt.of(SILENCE_SECONDS)),
        source(url, user, password, OptionalInt.of(LongStatements.longestSeconds())),
        place(parsed));
  }

  private static PGSimpleDataSource source(
      String url, String user, String password, OptionalInt silenceSeconds) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(url);
    if (user != null) {
      source.setUser(user);
    }
    if (password != null) {
      source.setPassword(password);
    }
    source.setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
    source.setTcpKeepAlive(true);
    silenceSeconds.ifPresent(source::setSocketTimeout);
    source.setApplicationName("prefmill");
    source.setOptions("-c prefmill.actor=" + actor());
    return source;
  }

  /** Opens a connection, which the caller closes. */
  Connection connect() {
    try {
      return source.getConnection();
    } catch (SQLException e) {
      throw new RegistryException(explain(e), e);
    }
  }

  /** Refuses a server older than the oldest that the migrations work on. */
  void checkVersion(Connection connection) throws SQLException {
    int version = connection.getMetaData().getDatabaseMajorVersion();
    if (version < OLDEST_SERVER) {
      throw new RegistryException(
          "the registry at %s is Postgres %d: it needs Postgres %d or newer"
              .formatted(place, version, OLDEST_SERVER));
    }
  }

  /** For migrations, which may take their time. */
  PGSimpleDataSource patientSource() {
    return patientSource;
  }

  /** Host, port and database, without user or password. */
  String place() {
    return place;
  }

  private String explain(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return switch (state) {
      case "28P01", "28000", "08004" ->
          "the registry at %s refuses the user or the password: check registry.user and the variable that registry.password_env names"
              .formatted(place);
      case "3D000" ->
          "the registry's database at %s does not exist: create it, or mend registry.url"
              .formatted(place);
      case "42501" ->
          "the registry's user may not connect to %s: grant it the right to".formatted(place);
      case "53300" -> "the registry at %s has no free connection left".formatted(place);
      default ->
          "the registry at %s cannot be reached (%s): start the database, or mend registry.url"
              .formatted(place, firstLine(e));
    };
  }

  private static String firstLine(SQLException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String message = String.valueOf(cause.getMessage());
    return message.lines().findFirst().orElse("no reason given");
  }

  private static String place(Properties parsed) {
    return "%s:%s/%s"
        .formatted(
            PGProperty.PG_HOST.getOrDefault(parsed),
            PGProperty.PG_PORT.getOrDefault(parsed),
            PGProperty.PG_DBNAME.getOrDefault(parsed));
  }

  private static String actor() {
    return System.getProperty("user.name", "unknown").replaceAll("([\\s\\\\])", "\\\\$1");
  }
}
