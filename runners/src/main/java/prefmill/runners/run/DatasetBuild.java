package prefmill.runners.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import prefmill.datasets.objects.Durable;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.publish.Assembly;
import prefmill.pipelines.run.BuildResult;
import prefmill.pipelines.run.BuildRun;
import prefmill.pipelines.run.IngestResult;
import prefmill.pipelines.run.IngestRun;
import prefmill.runners.cli.Progress;
import prefmill.runners.profile.RunnerProfile;
import prefmill.runners.project.Project;

/** Reads what is new in a project's sources, and builds a version of its dataset. */
public final class DatasetBuild {
  private final Project project;
  private final RunnerProfile profile;
  private final Progress progress;
  private boolean acceptSplitMoves;

  private DatasetBuild(Project project, RunnerProfile profile, Progress progress) {
    this.project = project;
    this.profile = profile;
    this.progress = progress;
  }

  /** A build of a project; its masking key is asked for at once. */
  public static DatasetBuild of(Project project, RunnerProfile profile, Progress progress) {
    project.requireMaskingKey();
    return new DatasetBuild(project, profile, progress);
  }

  /** Publishes even if contexts changed sides since an earlier version. */
  public DatasetBuild acceptSplitMoves(boolean accept) {
    this.acceptSplitMoves = accept;
    return this;
  }

  /** Lands what is new in the event log. */
  public IngestResult ingest() throws IOException {
    progress.stage("reading new feedback into the event log");
    return ingestRun().land();
  }

  /** Builds a version from the event log and publishes it, unless nothing changed. */
  public BuildResult build() throws IOException {
    progress.stage("building the dataset version");
    return buildRun().publish();
  }

  /** Does all of it in a temporary folder; nothing stays, nothing of the store is touched. */
  public Trial dryRun() throws IOException {
    Path folder = Files.createTempDirectory("prefmill-dry-run");
    try {
      Policy policy = project.policy();
      EventLog log = EventLog.open(folder.resolve("store"), policy.dataset());
      progress.stage("reading feedback (dry run)");
      IngestResult ingested = ingestRun().landIn(log);
      if (ingested.equals(IngestResult.NOTHING_NEW)) {
        return new Trial(null);
      }
      progress.stage("trying the build (dry run)");
      Path scratch = Files.createDirectories(folder.resolve("scratch"));
      Path attempt = Files.createDirectories(folder.resolve("attempt"));
      return new Trial(buildRun().dryRun(log, scratch, attempt));
    } finally {
      Durable.deleteTree(folder);
    }
  }

  private IngestRun ingestRun() {
    return IngestRun.of(project.policy(), project.folder(), profile.execution());
  }

  private BuildRun buildRun() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    return BuildRun.of(project.policy(), profile.execution(), now)
        .acceptSplitMoves(acceptSplitMoves);
  }

  /**
   * What a dry run found.
   *
   * @param assembly the numbers; null if no source has any event
   */
  public record Trial(Assembly assembly) {}
}
