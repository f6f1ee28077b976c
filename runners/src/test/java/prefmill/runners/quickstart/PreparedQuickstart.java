package prefmill.runners.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;
import prefmill.runners.cli.Invocation;
import prefmill.runners.quickstart.tables.FeedbackDatabase;
import prefmill.runners.quickstart.tables.FeedbackTables;
import prefmill.runners.services.EmbeddedDatabase;

/**
 * A quickstart's folder whose tables hold other feedback than the command would put there, and
 * whose masking key is always the same, so that hashes and sides are too.
 */
record PreparedQuickstart(Path folder) {
  static PreparedQuickstart of(Path folder, FeedbackTables tables) throws Exception {
    Files.createDirectories(folder);
    QuickstartFolder place = new QuickstartFolder(folder);
    Files.writeString(place.maskingKey(), "a key for tests, the same for all\n");
    try (EmbeddedDatabase server = EmbeddedDatabase.open(place.postgres())) {
      server.createDatabaseIfAbsent("feedback");
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setURL(server.url("feedback"));
      source.setUser(server.user());
      source.setPassword(server.password());
      FeedbackDatabase.of(source).fill(tables);
    }
    return new PreparedQuickstart(folder);
  }

  /** The feedback's first rows, enough for a few steps of training. */
  static FeedbackTables few() {
    FeedbackTables all = FeedbackGenerator.of(1).generate();
    return new FeedbackTables(
        first(all.helpem(), 160),
        first(all.subjectchat(), 40),
        first(all.betabaseFeedback(), 120),
        first(all.betabasePairs(), 40));
  }

  /** The quickstart's policy. */
  String config() {
    return new QuickstartFolder(folder).policy().toString();
  }

  /** Runs the command in this process. */
  Invocation run(String... options) {
    String[] arguments = new String[3 + options.length];
    arguments[0] = "quickstart";
    arguments[1] = "--folder";
    arguments[2] = folder.toString();
    System.arraycopy(options, 0, arguments, 3, options.length);
    return Invocation.of(arguments);
  }

  /** Asks a command about the folder's project. */
  JsonNode ask(String... command) {
    String[] arguments = new String[command.length + 3];
    System.arraycopy(command, 0, arguments, 0, command.length);
    arguments[command.length] = "--config";
    arguments[command.length + 1] = config();
    arguments[command.length + 2] = "--json";
    Invocation asked = Invocation.of(arguments);
    if (asked.exitCode() != 0) {
      throw new AssertionError(String.join(" ", command) + " failed: " + asked);
    }
    return asked.json();
  }

  private static <T> List<T> first(List<T> rows, int count) {
    return rows.subList(0, count);
  }
}
