package prefmill.pipelines.policy.database;

import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * What may stand in the address of a database: host, port, database, and settings of the
 * connection. None of them holds a secret, or names a class that the driver would load or a file
 * that it would write or take its settings from.
 */
public final class DatabaseUrl {
  private static final String SCHEME = "jdbc:postgresql:";
  private static final Pattern CREDENTIALS =
      Pattern.compile("//[^/?]*@|[?&](user|password|sslpassword)=", Pattern.CASE_INSENSITIVE);
  private static final Pattern PLACE =
      Pattern.compile("(//(?<hosts>[^/?]*)/)?[^/?]*([?].*)?", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("[A-Za-z]+");

  /** Those of the driver's own list that say how it connects; new ones of the driver are not. */
  private static final Set<String> SETTINGS =
      Set.of(
          "ApplicationName",
          "assumeMinServerVersion",
          "binaryTransfer",
          "cancelSignalTimeout",
          "channelBinding",
          "connectTimeout",
          "currentSchema",
          "defaultRowFetchSize",
          "groupStartupParameters",
          "gssEncMode",
          "gssResponseTimeout",
          "gssUseDefaultCreds",
          "gsslib",
          "hostRecheckSeconds",
          "jaasLogin",
          "kerberosServerName",
          "loadBalanceHosts",
          "localSocketAddress",
          "logServerErrorDetail",
          "loginTimeout",
          "maxResultBuffer",
          "options",
          "prepareThreshold",
          "preparedStatementCacheQueries",
          "preparedStatementCacheSizeMiB",
          "receiveBufferSize",
          "sendBufferSize",
          "socketTimeout",
          "ssl",
          "sslNegotiation",
          "sslResponseTimeout",
          "sslcert",
          "sslkey",
          "sslmode",
          "sslrootcert",
          "sspiServiceClass",
          "targetServerType",
          "tcpKeepAlive",
          "tcpNoDelay",
          "useSpnego");

  private DatabaseUrl() {}

  /**
   * What is wrong with an address, to stand behind its place; empty if nothing is, or if it is none
   * of Postgres.
   */
  public static Optional<String> fault(String url) {
    if (!url.startsWith(SCHEME)) {
      return Optional.empty();
    }
    if (CREDENTIALS.matcher(url).find()) {
      return Optional.of(
          "holds a user or a password; write `user: NAME` and `password_env: VARIABLE`.");
    }
    return setting(url).or(() -> place(url));
  }

  private static Optional<String> setting(String url) {
    int query = url.indexOf('?');
    if (query < 0 || query == url.length() - 1) {
      return Optional.empty();
    }
    for (String setting : List.of(url.substring(query + 1).split("&", -1))) {
      String name = setting.split("=", 2)[0];
      if (!NAME.matcher(name).matches()) {
        return Optional.of("holds a setting that has no name; write NAME=VALUE behind the ?.");
      }
      if (!SETTINGS.contains(name)) {
        return Optional.of(
            "sets %s, which is none of the settings of a connection that docs/postgres.md lists; take it out."
                .formatted(name));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> place(String url) {
    Properties parsed = isPlace(url.substring(SCHEME.length())) ? Driver.parseURL(url, null) : null;
    if (parsed == null) {
      return Optional.of(
          "is no address of a Postgres database; write jdbc:postgresql://HOST:5432/DATABASE.");
    }
    String database = PGProperty.PG_DBNAME.getOrDefault(parsed);
    return database == null || database.isEmpty()
        ? Optional.of("names no database; write jdbc:postgresql://HOST:5432/DATABASE.")
        : Optional.empty();
  }

  // The driver warns of these in its log before it returns null.
  private static boolean isPlace(String rest) {
    Matcher place = PLACE.matcher(rest);
    return place.matches()
        && (place.group("hosts") == null
            || Stream.of(place.group("hosts").split(",", -1)).allMatch(DatabaseUrl::hasPort));
  }

  private static boolean hasPort(String host) {
    int colon = host.indexOf(':', host.lastIndexOf(']') + 1);
    if (colon < 0) {
      return true;
    }
    String port = host.substring(colon + 1);
    return port.matches("[0-9]{1,5}")
        && Integer.parseInt(port) >= 1
        && Integer.parseInt(port) <= 65_535;
  }
}
