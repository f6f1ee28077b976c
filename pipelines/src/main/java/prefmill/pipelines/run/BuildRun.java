package prefmill.pipelines.run;

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
import prefmill.pipelines.erase.sweep.SweptLog;
import prefmill.pipelines.erase.sweep.Withdrawals;
import prefmill.pipelines.job.CodeVersion;
import prefmill.pipelines.job.DatasetKey;
import prefmill.pipelines.job.JobRunner;
import prefmill.pipelines.job.Refusal;
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

/** Builds a version from the event log and publishes it. */
public final class BuildRun {
  private final Policy policy;
  private final Execution execution;
  private final Instant asOf;
  private final DatasetKey key;
  private final DatasetStore store;
  private final EventLog log;
  private final SweptLog swept;
  private int since;
  private boolean acceptSplitMoves;
  private boolean allReasons;

  private BuildRun(Policy policy, Execution execution, Instant asOf) {
    this.policy = policy;
    this.execution = execution;
    this.asOf = asOf;
    this.key = DatasetKey.of(policy);
    this.store = DatasetStore.open(policy.store(), policy.dataset());
    this.log = EventLog.open(policy.store(), policy.dataset());
    this.swept = SweptLog.of(log, key.hash().keyId());
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
   * @throws prefmill.datasets.store.OvertakenException if another run published more meanwhile
   */
  public BuildResult publish() throws IOException {
    since = store.newest().map(PublishedVersion::number).orElse(0);
    List<LogManifest> entries = swept.entries();
    Withdrawals withdrawals = Withdrawals.of(store);
    // without a person the first comer of a context may be another one
    acceptSplitMoves |= !withdrawals.due().isEmpty();
    BuildResult result = builtOrUnchanged(entries);
    withdrawals.make();
    return result;
  }

  private BuildResult builtOrUnchanged(List<LogManifest> manifests) throws IOException {
    Optional<PublishedVersion> newest = store.newest();
    if (manifests.isEmpty()) {
      return BuildResult.empty("the event log holds no events");
    }
    if (newest.isPresent() && input(manifests).gives(newest.get().manifest())) {
      return BuildResult.unchanged(newest.get());
    }
    return published(manifests, List.of());
  }

  /** Publishes what is built from entries of the log, unless one of these versions is the same. */
  private BuildResult published(List<LogManifest> manifests, List<PublishedVersion> versions)
      throws IOException {
    swept.requireSame(manifests);
    LogKey.require(log, manifests, key.hash().keyId());
    CompactRun.of(log, execution).compact(policy.dataset(), manifests);
    String run = RunId.next();
    Path scratch = store.newAttempt(run + ".work");
    try {
      PendingRun pending = pending(run, manifests);
      pending.write(scratch);
      Path attempt = store.newAttempt(run);
      job(manifests, scratch).run(pending.job(), JobRunner::run);
      return entered(manifests, versions, scratch, attempt);
    } catch (IOException | RuntimeException e) {
      swept.requireSame(manifests); // else that is why it failed
      throw e;
    } finally {
      Durable.deleteTree(scratch);
    }
  }

  private BuildResult entered(
      List<LogManifest> manifests, List<PublishedVersion> versions, Path scratch, Path attempt)
      throws IOException {
    swept.requireSame(manifests);
    Assembly assembly = Assembly.of(scratch, attempt);
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

  /**
   * Hands the build of all that the log holds to the runner and does not wait for it.
   *
   * @return the run to {@link #finish}; empty if there is nothing to build, or nothing new
   */
  public Optional<String> submit() throws IOException {
    List<LogManifest> manifests = swept.entries();
    if (manifests.isEmpty()
        || store.newest().filter(v -> input(manifests).gives(v.manifest())).isPresent()) {
      return Optional.empty();
    }
    LogKey.require(log, manifests, key.hash().keyId());
    String run = RunId.next();
    Path scratch = store.newAttempt(run + ".work");
    PendingRun pending = pending(run, manifests);
    pending.write(scratch);
    job(manifests, scratch).run(pending.job(), JobRunner::start);
    return Optional.of(run);
  }

  /**
   * Publishes what a submitted run built, under the policy that it was built with.
   *
   * @throws Refusal if the policy, the key, the code or the log is another one now
   */
  public static BuildResult finish(
      Policy policy, Execution execution, PendingRun pending, boolean acceptSplitMoves)
      throws IOException {
    PendingRun.Build built = pending.build();
    BuildRun run =
        new BuildRun(policy, execution, Instant.parse(built.asOf()))
            .acceptSplitMoves(acceptSplitMoves);
    List<LogManifest> manifests =
        run.log.manifests().stream().filter(entry -> built.log().contains(entry.name())).toList();
    if (!built.policyHash().equals(policy.policyHash())
        || !built.codeVersion().equals(CodeVersion.CURRENT)
        || !pending.keyId().equals(run.key.hash().keyId())
        || manifests.size() != built.log().size()) {
      throw new Refusal(
          "the run %s was begun under another policy, masking key, release or event log: run `prefmill build` again"
              .formatted(pending.run()));
    }
    Path scratch = PendingRun.scratch(run.store, pending.run());
    BuildResult result =
        run.entered(manifests, List.of(), scratch, run.store.newAttempt(pending.run()));
    Durable.deleteTree(scratch);
    Withdrawals.of(run.store).make();
    return result;
  }

  private BuildInput input(List<LogManifest> entries) {
    return new BuildInput(policy, key.hash().keyId(), asOf, entries);
  }

  private PendingRun pending(String run, List<LogManifest> manifests) {
    return PendingRun.ofBuild(
        run,
        key.hash().keyId(),
        "prefmill-build-" + policy.dataset() + "-" + run,
        new PendingRun.Build(
            manifests.stream().map(LogManifest::name).toList(),
            asOf.toString(),
            policy.policyHash(),
            CodeVersion.CURRENT,
            rows(manifests)));
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
    job(manifests, scratch).run("prefmill-try-" + policy.dataset(), JobRunner::run);
    Assembly assembly = Assembly.of(scratch, attempt);
    return new TrialBuild(assembly, draft(assembly, manifests), attempt);
  }

  /** Also counts what each rule alone would refuse. */
  public BuildRun allReasons(boolean asked) {
    this.allReasons = asked;
    return this;
  }

  private BuildJob job(List<LogManifest> manifests, Path scratch) {
    return new BuildJob(policy, execution, key, asOf, allReasons, manifests, scratch);
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
    return VersionDraft.of(policy, key.hash().keyId(), asOf, assembly, manifests);
  }

  private static long rows(List<LogManifest> manifests) {
    return manifests.stream().mapToLong(LogManifest::rows).sum();
  }
}
