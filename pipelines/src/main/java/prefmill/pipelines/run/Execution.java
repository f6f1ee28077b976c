package prefmill.pipelines.run;

import org.apache.beam.sdk.options.PipelineOptions;

/**
 * On what a pipeline runs.
 *
 * @param runner its name for people: direct or flink
 * @param options the runner's options; every pipeline gets them
 * @param parallelism how many workers
 * @param maxEvents the most events that this runner takes
 */
public record Execution(String runner, PipelineOptions options, int parallelism, long maxEvents) {
  /** The most events that Beam's direct runner takes. */
  public static final long DIRECT_MAX_EVENTS = 5_000;
}
