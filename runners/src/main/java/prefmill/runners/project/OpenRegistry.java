package prefmill.runners.project;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import prefmill.pipelines.policy.RegistryPolicy;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.services.EmbeddedDatabase;
import prefmill.trainers.registry.Registry;

/** The registry that a policy names, or the embedded one, for as long as it is open. */
public final class OpenRegistry implements AutoCloseable {
  private static final String DATABASE = "prefmill";

  private final Registry registry;
  private final Optional<EmbeddedDatabase> embedded;
  private final String place;
  private final String url;

  private OpenRegistry(
      Registry registry, Optional<EmbeddedDatabase> embedded, String place, String url) {
    this.registry = registry;
    this.embedded = embedded;
    this.place = place;
    this.url = url;
  }

  /** Opens the registry; the first time it is made. */
  public static OpenRegistry of(Project project) throws IOException, SQLException {
    Optional<RegistryPolicy> named = project.policy().registry();
    return named.isPresent() ? remote(named.get()) : embedded(project);
  }

  /** Whether there is a registry to open: one that the policy names, or an embedded one. */
  public static boolean exists(Project project) {
    return project.policy().registry().isPresent() || Files.exists(project.embeddedRegistry());
  }

  /** Asks the registry; an embedded one that was never made answers nothing. */
  public static <T> Optional<T> ask(Project project, Function<Registry, T> question)
      throws IOException, SQLException {
    if (!exists(project)) {
      return Optional.empty();
    }
    try (OpenRegistry open = of(project)) {
      return Optional.of(question.apply(open.registry()));
    }
  }

  /**
   * Tries a registry that a policy names.
   *
   * @throws RuntimeException with one sentence, if it cannot be used
   */
  public static void reach(RegistryPolicy policy) {
    Registry unused = connect(policy);
  }

  /** The registry. */
  public Registry registry() {
    return registry;
  }

  /** Where it is, for people. */
  public String place() {
    return place;
  }

  /** Its JDBC address, without user and password. */
  public String url() {
    return url;
  }

  /** The command line that opens it with psql. */
  public String psql() {
    String address = url.replaceFirst("^jdbc:", "");
    return embedded
        .map(
            database ->
                "PGPASSFILE='%s' psql -U %s '%s'"
                    .formatted(database.passwordFile(), database.user(), address))
        .orElse("psql '%s'".formatted(address));
  }

  @Override
  public void close() throws IOException {
    if (embedded.isPresent()) {
      embedded.get().close();
    }
  }

  private static OpenRegistry remote(RegistryPolicy policy) {
    return new OpenRegistry(connect(policy), Optional.empty(), policy.url(), policy.url());
  }

  private static Registry connect(RegistryPolicy policy) {
    String variable = policy.passwordEnv();
    String password = variable == null ? null : System.getenv(variable);
    if (variable != null && password == null) {
      throw CommandFailure.usage(
          "The environment variable %s, named by registry.password_env, is not set."
              .formatted(variable));
    }
    return Registry.open(policy.url(), policy.user(), password);
  }

  private static OpenRegistry embedded(Project project) throws IOException, SQLException {
    EmbeddedDatabase database = EmbeddedDatabase.open(project.embeddedRegistry());
    try {
      database.createDatabaseIfAbsent(DATABASE);
      Registry registry =
          Registry.open(database.url(DATABASE), database.user(), database.password());
      return new OpenRegistry(
          registry,
          Optional.of(database),
          project.embeddedRegistry() + " (embedded Postgres)",
          database.url(DATABASE));
    } catch (SQLException | RuntimeException e) {
      database.close();
      throw e;
    }
  }
}
