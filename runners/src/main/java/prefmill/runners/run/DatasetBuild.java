package prefmill.runners.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.store.OvertakenException;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.cache.SettledCache;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.run.IngestResult;
import prefmill.pipelines.run.IngestRun;
import prefmill.pipelines.run.LogPoint;
import prefmill.pipelines.run.build.BuildResult;
import prefmill.pipelines.run.build.BuildRun;
import prefmill.pipelines.run.build.DetachedBuild;
import prefmill.pipelines.run.build.TrialBuild;
import prefmill.runners.cli.Progress;
import prefmill.runners.cluster.ClusterProgress;
import prefmill.runners.erase.EraseCopies;
import prefmill.runners.erase.ErasedCopies;
import prefmill.runners.profile.RunnerProfile;
import prefmill.runners.project.OwnDatabase;
import prefmill.runners.project.Project;

/** Reads what is new in a project's sources, and builds a version of its dataset. */
public final class DatasetBuild {
  private static final Duration PROVEN_EVERY = Duration.ofDays(7);

  private final Project project;
  private final RunnerProfile profile;
  private final Progress progress;
  private boolean acceptSplitMoves;
  private boolean full;
  private ErasedCopies erased = ErasedCopies.NONE;

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

  /** Takes nothing of what earlier builds settled. */
  public DatasetBuild full(boolean asked) {
    this.full = asked;
    return this;
  }

  /** Lands what is new in the event log. */
  public IngestResult ingest() throws IOException {
    progress.stage("reading new feedback into the event log");
    try (OwnDatabase unused = OwnDatabase.forSources(project)) {
      return watch("prefmill-ingest-").during(() -> ingestRun().land());
    }
  }

  /** Leaves the landing of what is new to the cluster; empty if nothing is new. */
  public Optional<String> submitIngest() throws IOException {
    progress.stage("handing the ingest to the cluster");
    return IngestRun.of(project.policy(), project.folder(), profile.detached()).submit();
  }

  /** Leaves the build of the log to the cluster; empty if there is nothing to build. */
  public Optional<String> submitBuild() throws IOException {
    progress.stage("handing the build to the cluster");
    return DetachedBuild.submit(
        BuildRun.of(project.policy(), profile.detached(), now()).full(full));
  }

  /** Takes dead letters back that can be parsed now. */
  public IngestResult replay() throws IOException {
    progress.stage("taking dead letters back into the event log");
    return watch("prefmill-ingest-").during(() -> ingestRun().replay());
  }

  /**
   * Builds a version from the event log and publishes it, unless nothing changed; ends what a
   * killed {@code forget} had begun.
   */
  public BuildResult build() throws IOException {
    progress.stage("building the dataset version");
    BuildResult built = watch("prefmill-build-").during(this::publishNewest);
    erased =
        EraseCopies.of(project)
            .erase(Optional.ofNullable(built.version()), profile.execution(), progress);
    return built;
  }

  /**
   * Builds once more, and takes nothing of what earlier builds settled, if none has done so for a
   * week: it must give the same version, and says so if it does not.
   *
   * @param built what the build before gave
   */
  public BuildResult proven(BuildResult built) throws IOException {
    Instant weekAgo = now().minus(PROVEN_EVERY);
    if (!SettledCache.of(project.store().folder()).isUnprovenSince(weekAgo)) {
      return built;
    }
    progress.stage("building once more without what earlier builds settled, as every week");
    BuildResult anew = full(true).build();
    full(false);
    if (!anew.changed()) {
      return built;
    }
    progress.note(
        "version %d, which took what earlier builds had settled, is not what a build gives that takes nothing: version %d is. Please report that; `dataset diff` shows the rows"
            .formatted(built.version().number(), anew.version().number()));
    return anew;
  }

  /** Begins again with all of the log when another run has published more of it meanwhile. */
  private BuildResult publishNewest() throws IOException {
    while (true) {
      try {
        return buildRun(now()).publish();
      } catch (OvertakenException overtaken) {
        progress.stage("building again, as another run has published more");
      }
    }
  }

  /** What the last build erased of persons who were forgotten. */
  public ErasedCopies erased() {
    return erased;
  }

  /** Builds what the event log held at an earlier point; reads no source. */
  public BuildResult rebuild(LogPoint point) throws IOException {
    progress.stage("building the dataset version as of " + point.asOf());
    return buildRun(point.asOf()).rebuild(point.log());
  }

  /**
   * Does what a build would do in a temporary folder; nothing stays, nothing is written to the
   * store.
   *
   * @param point the log at an earlier time; if empty, the log with what is new in the sources
   * @param compared a version to compare with
   * @param allReasons whether to count what each rule alone would refuse
   */
  public Trial dryRun(
      Optional<LogPoint> point, Optional<PublishedVersion> compared, boolean allReasons)
      throws IOException {
    Path folder = Files.createTempDirectory("prefmill-dry-run");
    try {
      List<LogManifest> entries =
          point.isPresent() ? point.get().log() : withWhatIsNew(folder.resolve("store"));
      if (entries.isEmpty()) {
        return Trial.ofNothing();
      }
      progress.stage("trying the build (dry run)");
      Path scratch = Files.createDirectories(folder.resolve("scratch"));
      Path attempt = Files.createDirectories(folder.resolve("attempt"));
      Instant asOf = point.map(LogPoint::asOf).orElseGet(DatasetBuild::now);
      TrialBuild tried = buildRun(asOf).allReasons(allReasons).tryOut(entries, scratch, attempt);
      return Trial.of(project.policy(), tried, compared, allReasons);
    } finally {
      Durable.deleteTree(folder);
    }
  }

  private List<LogManifest> withWhatIsNew(Path temporaryStore) throws IOException {
    Policy policy = project.policy();
    EventLog log = EventLog.open(policy.store(), policy.dataset());
    EventLog fresh = EventLog.open(temporaryStore, policy.dataset());
    progress.stage("reading feedback (dry run)");
    try (OwnDatabase unused = OwnDatabase.forSources(project)) {
      ingestRun().landIn(fresh, log.positions());
    }
    List<LogManifest> entries = new ArrayList<>(log.manifests());
    fresh.manifests().forEach(entry -> entries.add(entry.in(fresh.folder())));
    return entries;
  }

  private ClusterProgress watch(String job) {
    return ClusterProgress.of(profile.cluster(), job + project.policy().dataset() + "-", progress);
  }

  private IngestRun ingestRun() {
    return IngestRun.of(project.policy(), project.folder(), profile.execution());
  }

  private BuildRun buildRun(Instant asOf) {
    return BuildRun.of(project.policy(), profile.execution(), asOf)
        .acceptSplitMoves(acceptSplitMoves)
        .full(full);
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}
