package prefmill.runners.nightly;

import java.util.Map;
import java.util.Optional;
import prefmill.pipelines.run.IngestResult;
import prefmill.pipelines.run.build.BuildResult;
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
 * @param evaluated whether the gate decided about it now
 * @param training how its training went, by the names of the registry
 * @param standing what the gate says of the adapter, and what is live
 * @param refusal why nothing was trained on something new; empty if nothing refused
 */
public record NightlyResult(
    IngestResult ingested,
    BuildResult built,
    FeedbackFigures figures,
    RegisteredAdapter adapter,
    boolean trained,
    boolean evaluated,
    Map<String, Object> training,
    Standing standing,
    Optional<String> refusal) {
  public NightlyResult {
    training = Map.copyOf(training);
  }

  static NightlyResult withoutAdapter(
      IngestResult ingested, BuildResult built, FeedbackFigures figures) {
    return new NightlyResult(
        ingested, built, figures, null, false, false, Map.of(), Standing.NONE, Optional.empty());
  }

  static NightlyResult refused(
      IngestResult ingested, BuildResult built, FeedbackFigures figures, String refusal) {
    return new NightlyResult(
        ingested,
        built,
        figures,
        null,
        false,
        false,
        Map.of(),
        Standing.NONE,
        Optional.of(refusal));
  }

  /** Whether anything is different from before the run. */
  public boolean changed() {
    return built.changed() || trained || evaluated;
  }
}
