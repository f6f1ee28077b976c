package prefmill.runners.profile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import prefmill.pipelines.run.Execution;
import prefmill.runners.cluster.ClusterOverview;
import prefmill.runners.cluster.FlinkMaster;
import prefmill.runners.cluster.FlinkRest;
import prefmill.runners.failure.CommandFailure;

/**
 * Where Beam graphs run and how wide. The result does not depend on it.
 *
 * @param runner the runner
 * @param parallelism how many of a step run at once, one or more
 * @param cluster the cluster that Flink runs on; empty for one in this process
 */
public record RunnerProfile(Runner runner, int parallelism, Optional<FlinkMaster> cluster) {
  // what a worker of a stream holds in memory at most, masked
  private static final long STREAM_BUNDLE = 20_000;
  private static final int RESTARTS = 10;
  private static final long RESTART_MILLIS = 3_000;

  /** The runners of one machine. */
  public enum Runner {
    /** Beam's own, slow and strict: for small inputs and tests. */
    DIRECT,
    /** An embedded local Flink. */
    FLINK
  }

  public RunnerProfile {
    if (parallelism < 1) {
      throw CommandFailure.usage(
          "--parallelism " + parallelism + ": name a whole number of at least 1.");
    }
  }

  /** On this machine, so wide. */
  public static RunnerProfile of(Runner runner, int parallelism) {
    return new RunnerProfile(runner, parallelism, Optional.empty());
  }

  /**
   * On a cluster, which is asked at once whether it is there.
   *
   * @param parallelism null for as wide as it has slots free
   * @throws CommandFailure if no cluster answers, or it has no slots free
   */
  public static RunnerProfile on(FlinkMaster cluster, Integer parallelism) {
    ClusterOverview overview = FlinkRest.of(cluster).overview();
    int wanted = parallelism == null ? Math.max(1, overview.free()) : parallelism;
    if (wanted > overview.slots()) {
      throw CommandFailure.failed(
          "The cluster at %s has %d slots, %d are wanted: start more task managers, or lower --parallelism."
              .formatted(cluster.address(), overview.slots(), wanted));
    }
    return new RunnerProfile(Runner.FLINK, wanted, Optional.of(cluster));
  }

  /** The profile, as wide as the machine but not above two: more must be asked for. */
  public static RunnerProfile of(Runner runner) {
    return of(runner, Math.min(2, Runtime.getRuntime().availableProcessors()));
  }

  /** What pipelines run on, with fresh options. */
  public Execution execution() {
    return new Execution(
        runner.name().toLowerCase(Locale.ROOT),
        runner == Runner.DIRECT ? direct() : flink(),
        parallelism,
        runner == Runner.DIRECT ? Execution.DIRECT_MAX_EVENTS : Long.MAX_VALUE);
  }

  /** What a pipeline runs on that nobody waits for: a cluster only. */
  public Execution detached() {
    if (cluster.isEmpty()) {
      throw CommandFailure.usage(
          "--detach leaves the job to a cluster: name it with --flink-master host:port.");
    }
    FlinkPipelineOptions options = flink();
    options.setAttachedMode(false);
    return new Execution("flink", options, parallelism, Long.MAX_VALUE);
  }

  /**
   * What a stream runs on, with fresh options: it takes checkpoints, and its workers' bundles end
   * with them.
   *
   * @param checkpointSeconds between two checkpoints; without checkpoints nothing is streamed
   */
  public Execution streaming(int checkpointSeconds) {
    if (runner != Runner.FLINK) {
      throw CommandFailure.usage(
          "--stream runs on Flink only, as nothing else here takes checkpoints: leave out --runner.");
    }
    if (checkpointSeconds < 1) {
      throw CommandFailure.usage(
          "--checkpoint-interval "
              + checkpointSeconds
              + ": a stream without checkpoints would lose or repeat without end; name at least 1 second.");
    }
    FlinkPipelineOptions options = flink();
    options.setStreaming(true);
    options.setAttachedMode(false);
    // what a stream's figures tell is in its receipts; Beam's own cost a twentieth of its time
    options.setDisableMetrics(true);
    options.setCheckpointingInterval(TimeUnit.SECONDS.toMillis(checkpointSeconds));
    options.setMaxBundleSize(STREAM_BUNDLE);
    options.setMaxBundleTimeMills(2 * TimeUnit.SECONDS.toMillis(checkpointSeconds));
    options.setNumberOfExecutionRetries(RESTARTS);
    options.setExecutionRetryDelay(RESTART_MILLIS);
    return new Execution("flink", options, parallelism, Long.MAX_VALUE);
  }

  private PipelineOptions direct() {
    DirectOptions options = PipelineOptionsFactory.as(DirectOptions.class);
    options.setRunner(DirectRunner.class);
    options.setTargetParallelism(parallelism);
    // Both checks clone every element; tests keep them on.
    options.setEnforceEncodability(false);
    options.setEnforceImmutability(false);
    return options;
  }

  private FlinkPipelineOptions flink() {
    FlinkPipelineOptions options = PipelineOptionsFactory.as(FlinkPipelineOptions.class);
    options.setRunner(FlinkRunner.class);
    options.setFlinkMaster(cluster.map(FlinkMaster::address).orElse("[local]"));
    cluster.ifPresent(c -> options.setFilesToStage(List.of(FlinkMaster.jar().toString())));
    options.setParallelism(parallelism);
    options.setObjectReuse(true);
    options.setFasterCopy(true);
    return options;
  }
}
