package prefmill.runners.profile;

import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import prefmill.runners.failure.CommandFailure;

/**
 * Where a Beam graph runs and how wide. The result does not depend on it.
 *
 * @param runner the runner
 * @param parallelism how many of a step run at once, one or more
 */
public record RunnerProfile(Runner runner, int parallelism) {
  /** The most events that the direct runner takes. */
  public static final long DIRECT_LIMIT = 5_000;

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

  /** The profile, as wide as the machine but not above two: more must be asked for. */
  public static RunnerProfile of(Runner runner) {
    return new RunnerProfile(runner, Math.min(2, Runtime.getRuntime().availableProcessors()));
  }

  /** Fresh options for one pipeline. */
  public PipelineOptions options() {
    return switch (runner) {
      case DIRECT -> direct();
      case FLINK -> flink();
    };
  }

  /**
   * Refuses more events than the runner can take in reasonable time.
   *
   * @throws CommandFailure with the exit code of wrong usage
   */
  public void admit(long events) {
    if (runner == Runner.DIRECT && events > DIRECT_LIMIT) {
      throw CommandFailure.usage(
          "--runner direct refuses %,d events, because it spends milliseconds on every key and takes at most %,d; use --runner flink."
              .formatted(events, DIRECT_LIMIT));
    }
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

  private PipelineOptions flink() {
    FlinkPipelineOptions options = PipelineOptionsFactory.as(FlinkPipelineOptions.class);
    options.setRunner(FlinkRunner.class);
    options.setFlinkMaster("[local]");
    options.setParallelism(parallelism);
    options.setObjectReuse(true);
    options.setFasterCopy(true);
    return options;
  }
}
