package prefmill.pipelines.job;

import java.util.function.Consumer;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import prefmill.pipelines.run.Execution;

/** Runs a composed pipeline to its end. */
public final class JobRunner {
  private JobRunner() {}

  /**
   * Composes and runs.
   *
   * @throws JobFailure if the job did not end well
   */
  public static void run(Execution execution, String name, Consumer<Pipeline> composition) {
    execution.options().setJobName(name);
    Pipeline pipeline = Pipeline.create(execution.options());
    composition.accept(pipeline);
    PipelineResult.State state;
    try {
      state = pipeline.run().waitUntilFinish();
    } catch (RuntimeException e) {
      throw JobFailure.of(name, e);
    }
    if (state != PipelineResult.State.DONE) {
      throw new JobFailure("the job " + name + " ended as " + state, null);
    }
  }

  /**
   * Composes and starts what runs until it is cancelled.
   *
   * @throws JobFailure if it does not start
   */
  public static PipelineResult start(
      Execution execution, String name, Consumer<Pipeline> composition) {
    execution.options().setJobName(name);
    Pipeline pipeline = Pipeline.create(execution.options());
    composition.accept(pipeline);
    try {
      return pipeline.run();
    } catch (RuntimeException e) {
      throw JobFailure.of(name, e);
    }
  }
}
