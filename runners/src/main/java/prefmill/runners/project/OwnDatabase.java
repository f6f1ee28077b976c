package prefmill.runners.project;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.Password;
import prefmill.pipelines.source.SourceException;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.services.EmbeddedDatabase;

/**
 * The Postgres beside a policy, running for as long as sources are read, if one of them lies in it
 * as those of a quickstart do. Sources in other databases start nothing.
 */
public final class OwnDatabase implements AutoCloseable {
  private static final Pattern LOCAL =
      Pattern.compile("jdbc:postgresql://(?:127\\.0\\.0\\.1|localhost):([0-9]+)/.*");

  private final Optional<EmbeddedDatabase> running;

  private OwnDatabase(Optional<EmbeddedDatabase> running) {
    this.running = running;
  }

  /**
   * Starts it, or joins the one that runs, if a source needs it.
   *
   * @throws CommandFailure if it listens on another port than the source's address has
   */
  public static OwnDatabase forSources(Project project) throws IOException {
    List<SourcePolicy> sources = project.policy().sources();
    Optional<String> password = EmbeddedDatabase.passwordIn(project.embeddedRegistry());
    List<SourcePolicy> own = sources.stream().filter(s -> isOwn(s, project, password)).toList();
    if (own.isEmpty()) {
      return new OwnDatabase(Optional.empty());
    }
    EmbeddedDatabase database = EmbeddedDatabase.open(project.embeddedRegistry());
    for (SourcePolicy source : own) {
      if (!port(source.url()).equals(port(database.url("any")))) {
        database.close();
        throw CommandFailure.failed(
            "The source %s lies in the project's own Postgres, which listens on port %s now: write that port into sources.%s.url, or run `prefmill quickstart` again."
                .formatted(source.name(), port(database.url("any")).orElseThrow(), source.name()));
      }
    }
    return new OwnDatabase(Optional.of(database));
  }

  @Override
  public void close() throws IOException {
    if (running.isPresent()) {
      running.get().close();
    }
  }

  /** The password was drawn for this server alone, so no other database has it. */
  private static boolean isOwn(SourcePolicy source, Project project, Optional<String> password) {
    if (password.isEmpty()
        || source.kind() != SourcePolicy.Kind.POSTGRES
        || port(source.url()).isEmpty()) {
      return false;
    }
    try {
      return password.get().equals(Password.of(source, project.folder()));
    } catch (SourceException missing) {
      return false; // whoever reads the source says so
    }
  }

  private static Optional<String> port(String url) {
    Matcher matcher = LOCAL.matcher(url);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
