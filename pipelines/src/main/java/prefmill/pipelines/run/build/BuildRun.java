package prefmill.pipelines.run.build;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import prefmill.datasets.manifest.DraftManifest;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.store.DatasetStore;
import prefmill.datasets.store.Publication;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.build.BuildInput;
import prefmill.pipelines.build.BuildJob;
import prefmill.pipelines.cache.CacheUse;
import prefmill.pipelines.cache.SettledCache;
import prefmill.pipelines.erase.sweep.SweptLog;
import prefmill.pipelines.erase.sweep.Withdrawals;
import prefmill.pipelines.job.DatasetKey;
import prefmill.pipelines.job.JobRunner;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.log.compact.CompactRun;
import prefmill.pipelines.log.key.LogKey;
import prefmill.pipelines.moves.SplitMoves;
import prefmill.pipelines.moves.SplitMovesRefused;
import prefmill.pipelines.moves.SplitStatement;
import prefmill.pipelines.pending.PendingRun;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.publish.Assembly;
import prefmill.pipelines.publish.VersionDraft;
import prefmill.pipelines.rows.stored.KeptFault;
import prefmill.pipelines.run.Execution;
import prefmill.pipelines.run.RunId;

/** Builds a version from the event log and publishes it. */
public final class BuildRun {
  private final Policy policy;
  private final Execution execution;
  private final Instant asOf;
  private final DatasetKey key;
  private final DatasetStore store;
  private final EventLog log;
  private final SweptLog swept;
  private final SettledCache cache;
  private int since;
  private boolean acceptSplitMoves;
  private boolean allReasons;
  private boolean full;

  private BuildRun(Policy policy, Execution execution, Instant asOf) {
    this.policy = policy;
    this.execution = execution;
    this.asOf = asOf;
    this.key = DatasetKey.of(policy);
    this.store = DatasetStore.open(policy.store(), policy.dataset());
    this.log = EventLog.open(policy.store(), policy.dataset());
    this.swept = SweptLog.of(log, key.hash().keyId());
    this.cache = SettledCache.of(store.folder());
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

  /** Settles every context anew, also where an earlier build has kept what it settled. */
  public BuildRun full(boolean asked) {
    this.full = asked;
    return this;
  }

  /**
   * Builds and publishes; nothing is published when rows and ledger are those of the newest
   * version.
   *
   * @throws SplitMovesRefused if contexts changed sides and that was not accepted
   * @throws prefmill.datasets.store.OvertakenException if another run published more meanwhile
   */
  public BuildResult publish() throws IOException {
    since = store.newest().map(PublishedVersion::number).orElse(0);
    List<LogManifest> entries = entries();
    Withdrawals withdrawals = Withdrawals.of(store);
    // without a person the first comer of a context may be another one
    acceptSplitMoves |= !withdrawals.due().isEmpty();
    BuildResult result = builtOrUnchanged(entries);
    withdrawals.make();
    cache.removeStale(log); // somebody may have been forgotten meanwhile
    return result;
  }

  private BuildResult builtOrUnchanged(List<LogManifest> manifests) throws IOException {
    Optional<PublishedVersion> newest = store.newest();
    if (manifests.isEmpty()) {
      return BuildResult.empty("the event log holds no events");
    }
    if (isBuilt(manifests)) {
      return BuildResult.unchanged(newest.get());
    }
    try {
      return published(manifests, List.of());
    } catch (RuntimeException e) {
      if (full || !KeptFault.isCauseOf(e)) {
        throw e;
      }
      full = true;
      return published(manifests, List.of());
    }
  }

  /** Whether the newest version is what a build would give, which a full one looks at itself. */
  boolean isBuilt(List<LogManifest> entries) throws IOException {
    return !full
        && store.newest().filter(version -> input(entries).gives(version.manifest())).isPresent();
  }

  /** Publishes what is built from entries of the log, unless one of these versions is the same. */
  private BuildResult published(List<LogManifest> manifests, List<PublishedVersion> versions)
      throws IOException {
    swept.requireSame(manifests);
    requireKey(manifests);
    CompactRun.of(log, execution).compact(policy.dataset(), manifests);
    String run = RunId.next();
    Path scratch = store.newAttempt(run + ".work");
    Optional<CacheUse> use = versions.isEmpty() ? cache(manifests, scratch) : Optional.empty();
    try {
      PendingRun pending = pending(run, manifests);
      pending.write(scratch);
      Path attempt = store.newAttempt(run);
      job(manifests, scratch, use.orElse(null)).run(pending.job(), JobRunner::run);
      return entered(manifests, versions, scratch, attempt);
    } catch (IOException | RuntimeException e) {
      swept.requireSame(manifests); // else that is why it failed
      throw e;
    } finally {
      Durable.deleteTree(scratch);
      if (use.isPresent()) {
        cache.drop(use.get());
      }
    }
  }

  /** Enters what a job wrote: as a version, unless it is one already, and in the cache. */
  BuildResult entered(
      List<LogManifest> manifests, List<PublishedVersion> versions, Path scratch, Path attempt)
      throws IOException {
    swept.requireSame(manifests);
    Assembly assembly = Assembly.of(scratch, attempt);
    cache.enter(scratch, assembly.counts());
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
    DraftManifest split = splits(assembly, attempt).in(draft);
    Publication publication =
        versions.isEmpty()
            ? store.publishNewest(attempt, split, since)
            : store.publish(attempt, split);
    return BuildResult.of(publication, assembly, rows(manifests));
  }

  /** The log's entries, without persons who are forgotten. */
  List<LogManifest> entries() throws IOException {
    List<LogManifest> entries = swept.entries();
    cache.removeStale(log);
    return entries;
  }

  void requireKey(List<LogManifest> entries) {
    LogKey.require(log, entries, keyId());
  }

  DatasetStore store() {
    return store;
  }

  String keyId() {
    return key.hash().keyId();
  }

  /** How the job of these entries uses the cache. */
  Optional<CacheUse> cache(List<LogManifest> entries, Path scratch) throws IOException {
    return cache.begin(input(entries), full, scratch);
  }

  private BuildInput input(List<LogManifest> entries) {
    return new BuildInput(policy, keyId(), asOf, entries);
  }

  PendingRun pending(String run, List<LogManifest> entries) {
    return PendingRun.ofBuild(run, keyId(), policy, asOf, entries);
  }

  /** Builds what the log held earlier; nothing is published if a version has the same already. */
  public BuildResult rebuild(List<LogManifest> manifests) throws IOException {
    return manifests.isEmpty()
        ? BuildResult.empty("the event log held no events as of " + asOf)
        : published(manifests, store.versions());
  }

  /** Builds without publishing from entries of a log; all it writes is in these folders. */
  public TrialBuild tryOut(List<LogManifest> manifests, Path scratch, Path attempt)
      throws IOException {
    job(manifests, scratch, null).run("prefmill-try-" + policy.dataset(), JobRunner::run);
    Assembly assembly = Assembly.of(scratch, attempt);
    return new TrialBuild(assembly, draft(assembly, manifests), attempt);
  }

  /** Also counts what each rule alone would refuse. */
  public BuildRun allReasons(boolean asked) {
    this.allReasons = asked;
    return this;
  }

  BuildJob job(List<LogManifest> manifests, Path scratch, CacheUse nullableUse) {
    return new BuildJob(policy, execution, key, asOf, allReasons, manifests, scratch, nullableUse);
  }

  private SplitStatement splits(Assembly assembly, Path attempt) throws IOException {
    SplitMoves moves = SplitMoves.of(store, attempt, assembly.files());
    if (moves.count() > 0 && !acceptSplitMoves) {
      Durable.deleteTree(attempt);
      throw new SplitMovesRefused(moves);
    }
    return SplitStatement.of(policy.splits().anchor(), policy.heldOut().decontaminate(), moves);
  }

  private DraftManifest draft(Assembly assembly, List<LogManifest> manifests) {
    return VersionDraft.of(policy, keyId(), asOf, assembly, manifests);
  }

  private static long rows(List<LogManifest> manifests) {
    return manifests.stream().mapToLong(LogManifest::rows).sum();
  }
}
