package prefmill.pipelines.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import prefmill.datasets.manifest.DraftManifest;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.store.DatasetStore;
import prefmill.datasets.store.Publication;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.build.BuildDataset;
import prefmill.pipelines.build.BuildPlan;
import prefmill.pipelines.job.CodeVersion;
import prefmill.pipelines.job.DatasetKey;
import prefmill.pipelines.job.JobRunner;
import prefmill.pipelines.job.Refusal;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.moves.SplitMoves;
import prefmill.pipelines.moves.SplitMovesRefused;
import prefmill.pipelines.moves.SplitStatement;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.publish.Assembly;
import prefmill.pipelines.publish.VersionDraft;
import prefmill.transforms.consent.Admission;
import prefmill.transforms.decisions.Clock;
import prefmill.transforms.keys.KeyedHash;

/** Builds a version from the event log and publishes it. */
public final class BuildRun {
  private static final long STRETCH_BYTES = 64L << 20;
  private static final long STRETCHES_PER_WORKER = 4L;

  private final Policy policy;
  private final Execution execution;
  private final Instant asOf;
  private final DatasetKey key;
  private final DatasetStore store;
  private boolean acceptSplitMoves;
  private boolean allReasons;

  private BuildRun(Policy policy, Execution execution, Instant asOf) {
    this.policy = policy;
    this.execution = execution;
    this.asOf = asOf;
    this.key = DatasetKey.of(policy);
    this.store = DatasetStore.open(policy.store(), policy.dataset());
  }

  /** A build as of a time. */
  public static BuildRun of(Policy policy, Execution execution, Instant asOf) {
    return new BuildRun(policy, execution, asOf);
  }

  /** Publishes even if contexts that an earlier version held out are trained on now. */
  public BuildRun acceptSplitMoves(boolean accept) {
    this.acceptSplitMoves = accept;
    return this;
  }

  /**
   * Builds and publishes; nothing is published when rows and ledger are those of the newest
   * version.
   *
   * @throws SplitMovesRefused if contexts changed sides and that was not accepted
   */
  public BuildResult publish() throws IOException {
    EventLog log = EventLog.open(policy.store(), policy.dataset());
    List<LogManifest> manifests = log.manifests();
    Optional<PublishedVersion> newest = store.newest();
    if (manifests.isEmpty()) {
      return BuildResult.empty("the event log holds no events");
    }
    if (newest.isPresent() && isBuiltFrom(newest.get().manifest(), manifests)) {
      return BuildResult.unchanged(newest.get());
    }
    return published(manifests, List.of());
  }

  /** Publishes what is built from entries of the log, unless one of these versions is the same. */
  private BuildResult published(List<LogManifest> manifests, List<PublishedVersion> versions)
      throws IOException {
    String run = RunId.next();
    Path scratch = store.newAttempt(run + ".work");
    try {
      Path attempt = store.newAttempt(run);
      Assembly assembly = assemble(manifests, scratch, attempt);
      if (assembly.rowCount() == 0 && store.newest().isEmpty()) {
        Durable.deleteTree(attempt);
        return BuildResult.noRows(assembly.counts());
      }
      DraftManifest draft = draft(assembly, manifests);
      for (PublishedVersion version : versions) {
        if (draft.isSameAs(version.manifest())) {
          Durable.deleteTree(attempt);
          return BuildResult.unchanged(version);
        }
      }
      SplitStatement splits = splits(assembly, attempt);
      Publication publication = store.publish(attempt, splits.in(draft));
      return BuildResult.of(publication, assembly, rows(manifests));
    } finally {
      Durable.deleteTree(scratch);
    }
  }

  /**
   * Builds again from what the log held at an earlier point; nothing is published when a version
   * has these rows and this ledger already.
   */
  public BuildResult rebuild(List<LogManifest> manifests) throws IOException {
    if (manifests.isEmpty()) {
      return BuildResult.empty("the event log held no events as of " + asOf);
    }
    return published(manifests, store.versions());
  }

  /** Builds without publishing from entries of a log; all it writes is in these folders. */
  public TrialBuild tryOut(List<LogManifest> manifests, Path scratch, Path attempt)
      throws IOException {
    Assembly assembly = assemble(manifests, scratch, attempt);
    return new TrialBuild(assembly, draft(assembly, manifests), attempt);
  }

  /** Also counts what each rule alone would refuse. */
  public BuildRun allReasons(boolean asked) {
    this.allReasons = asked;
    return this;
  }

  private Assembly assemble(List<LogManifest> manifests, Path scratch, Path attempt)
      throws IOException {
    EventLog log = EventLog.open(policy.store(), policy.dataset());
    KeyedHash hash = key.hash();
    for (LogManifest manifest : manifests) {
      if (!manifest.keyId().equals(hash.keyId())) {
        throw new Refusal(
            "the event log of %s was written under the masking key %s, the policy's key is %s: use the key that wrote it"
                .formatted(policy.dataset(), manifest.keyId(), hash.keyId()));
      }
    }
    long rows = rows(manifests);
    if (rows > execution.maxEvents()) {
      throw new Refusal(
          "%,d events are too many for the runner %s, which is for tests and takes %,d: use --runner flink"
              .formatted(rows, execution.runner(), execution.maxEvents()));
    }
    log.checkFiles(manifests);
    BuildPlan plan = plan(log, manifests, scratch);
    JobRunner.run(execution, "build-" + policy.dataset(), p -> BuildDataset.compose(p, plan));
    return Assembly.of(scratch, attempt);
  }

  private SplitStatement splits(Assembly assembly, Path attempt) throws IOException {
    SplitMoves moves = SplitMoves.of(store, attempt, assembly.files());
    if (moves.count() > 0 && !acceptSplitMoves) {
      Durable.deleteTree(attempt);
      throw new SplitMovesRefused(moves);
    }
    return SplitStatement.of(policy.splits().anchor(), policy.heldOut().decontaminate(), moves);
  }

  private BuildPlan plan(EventLog log, List<LogManifest> manifests, Path scratch) {
    List<Segment> segments = manifests.stream().flatMap(m -> m.segments().stream()).toList();
    List<String> dead = manifests.stream().flatMap(m -> m.deadLetters().stream()).toList();
    long bytes = manifests.stream().mapToLong(LogManifest::inputBytes).sum();
    return new BuildPlan(
        log.folder(),
        segments,
        dead,
        Stretches.bits(bytes / STRETCH_BYTES, execution.parallelism() * STRETCHES_PER_WORKER),
        scratch,
        new Admission(policy.consent(), new Clock(Micros.of(asOf))),
        key,
        policy.splits(),
        policy.heldOut(),
        policy.votes(),
        policy.quality().rules(),
        policy.categories(),
        policy.pairs(),
        policy.nearDuplicates(),
        policy.caps(),
        allReasons);
  }

  private DraftManifest draft(Assembly assembly, List<LogManifest> manifests) {
    return VersionDraft.of(policy, key.hash().keyId(), asOf, assembly, manifests);
  }

  private static long rows(List<LogManifest> manifests) {
    return manifests.stream().mapToLong(LogManifest::rows).sum();
  }

  /**
   * Whether a version is what this build would give: with time an event from the future comes of
   * age, and another one's retention ends.
   */
  private boolean isBuiltFrom(Manifest manifest, List<LogManifest> manifests) {
    return manifest.log().equals(manifests.stream().map(LogManifest::name).toList())
        && manifest.policyHash().equals(policy.policyHash())
        && manifest.codeVersion().equals(CodeVersion.CURRENT)
        && manifest.keyIds().equals(List.of(key.hash().keyId()))
        && policy.consent().retentionDays().isEmpty()
        && !Instant.parse(manifest.asOf()).isAfter(asOf)
        && !manifest.counts().deadByClass().containsKey("clock_skew");
  }
}
