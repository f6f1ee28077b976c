package prefmill.runners.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;
import prefmill.pipelines.policy.PolicyException;
import prefmill.runners.cli.Progress;
import prefmill.runners.nightly.Nightly;
import prefmill.runners.nightly.NightlyResult;
import prefmill.runners.profile.RunnerProfile;
import prefmill.runners.project.Project;
import prefmill.runners.quickstart.tables.FeedbackDatabase;
import prefmill.runners.quickstart.tables.FeedbackTables;
import prefmill.runners.services.EmbeddedDatabase;

/**
 * The whole way on invented feedback: a real Postgres with the tables of three products, a tiny
 * base model, one nightly run. Everything lies in one folder, and a second run goes on from there.
 */
public final class Quickstart {
  private static final String DATABASE = "feedback";

  private final QuickstartFolder folder;
  private final FeedbackTables tables;
  private final RunnerProfile profile;
  private final Progress progress;

  private Quickstart(
      QuickstartFolder folder, FeedbackTables tables, RunnerProfile profile, Progress progress) {
    this.folder = folder;
    this.tables = tables;
    this.profile = profile;
    this.progress = progress;
  }

  /**
   * A quickstart in a folder, which is made where there is none.
   *
   * @param tables the feedback that a new folder's database is filled with
   */
  public static Quickstart of(
      Path folder, FeedbackTables tables, RunnerProfile profile, Progress progress) {
    return new Quickstart(new QuickstartFolder(folder), tables, profile, progress);
  }

  /** Runs to the end; what was done before is not done again. */
  public QuickstartResult run()
      throws IOException, SQLException, InterruptedException, PolicyException {
    Files.createDirectories(folder.path());
    progress.stage("starting Postgres");
    // The embedded registry of the project uses the same server.
    try (EmbeddedDatabase server = EmbeddedDatabase.open(folder.postgres())) {
      server.createDatabaseIfAbsent(DATABASE);
      progress.stage("filling the feedback tables of three products");
      FeedbackDatabase.of(source(server)).fill(tables);
      progress.stage("making a tiny base model");
      folder.writeModel(tables);
      folder.writePolicy(server.url(DATABASE), server.user(), server.password());
      Project project = Project.load(folder.policy());
      NightlyResult nightly = Nightly.of(project, profile, progress).run();
      return new QuickstartResult(folder.path(), folder.policy(), nightly);
    }
  }

  private static PGSimpleDataSource source(EmbeddedDatabase server) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(server.url(DATABASE));
    source.setUser(server.user());
    source.setPassword(server.password());
    return source;
  }
}
