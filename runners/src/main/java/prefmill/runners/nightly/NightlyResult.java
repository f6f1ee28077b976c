package prefmill.runners.nightly;

import java.util.Map;
import prefmill.pipelines.run.BuildResult;
import prefmill.pipelines.run.IngestResult;
import prefmill.runners.report.FeedbackFigures;
import prefmill.trainers.registry.entry.RegisteredAdapter;

/**
 * How a nightly run ended.
 *
 * @param ingested what landed
 * @param built the version
 * @param figures how the feedback of the last days goes; null without a version
 * @param adapter the adapter that stands for the version; null if nothing is trained
 * @param trained whether it was trained now
 * @param training how its training went, by the names of the registry
 * @param standing what the gate says of the adapter, and what is live
 */
public record NightlyResult(
    IngestResult ingested,
    BuildResult built,
    FeedbackFigures figures,
    RegisteredAdapter adapter,
    boolean trained,
    Map<String, Object> training,
    Standing standing) {
  public NightlyResult {
    training = Map.copyOf(training);
  }

  static NightlyResult withoutAdapter(
      IngestResult ingested, BuildResult built, FeedbackFigures figures) {
    return new NightlyResult(ingested, built, figures, null, false, Map.of(), Standing.NONE);
  }

  /** Whether anything is different from before the run. */
  public boolean changed() {
    return built.changed() || trained;
  }
}
