package prefmill.pipelines.run.build;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import prefmill.datasets.objects.Durable;
import prefmill.pipelines.erase.sweep.Withdrawals;
import prefmill.pipelines.job.CodeVersion;
import prefmill.pipelines.job.JobRunner;
import prefmill.pipelines.job.Refusal;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.pending.PendingRun;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.run.Execution;
import prefmill.pipelines.run.RunId;

/** A build whose job is left to a cluster; another process ends it. */
public final class DetachedBuild {
  private DetachedBuild() {}

  /**
   * Hands the build of all that the log holds to the runner and does not wait for it.
   *
   * @return the run to {@link #finish}; empty if there is nothing to build, or nothing new
   */
  public static Optional<String> submit(BuildRun build) throws IOException {
    List<LogManifest> entries = build.entries();
    if (entries.isEmpty() || build.isBuilt(entries)) {
      return Optional.empty();
    }
    build.requireKey(entries);
    String run = RunId.next();
    Path scratch = build.store().newAttempt(run + ".work");
    PendingRun pending = build.pending(run, entries);
    pending.write(scratch);
    build
        .job(entries, scratch, build.cache(entries, scratch).orElse(null))
        .run(pending.job(), JobRunner::start);
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
        BuildRun.of(policy, execution, Instant.parse(built.asOf()))
            .acceptSplitMoves(acceptSplitMoves);
    List<LogManifest> entries =
        EventLog.open(policy.store(), policy.dataset()).manifests().stream()
            .filter(entry -> built.log().contains(entry.name()))
            .toList();
    if (!built.policyHash().equals(policy.policyHash())
        || !built.codeVersion().equals(CodeVersion.CURRENT)
        || !pending.keyId().equals(run.keyId())
        || entries.size() != built.log().size()) {
      throw new Refusal(
          "the run %s was begun under another policy, masking key, release or event log: run `prefmill build` again"
              .formatted(pending.run()));
    }
    Path scratch = PendingRun.scratch(run.store(), pending.run());
    BuildResult result =
        run.entered(entries, List.of(), scratch, run.store().newAttempt(pending.run()));
    Durable.deleteTree(scratch);
    Withdrawals.of(run.store()).make();
    return result;
  }
}
