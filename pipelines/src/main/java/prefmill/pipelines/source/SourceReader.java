package prefmill.pipelines.source;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import prefmill.pipelines.job.DatasetKey;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.database.Snapshots;
import prefmill.pipelines.source.file.FilePlan;
import prefmill.pipelines.source.file.KeptFileNames;
import prefmill.pipelines.source.file.ReadFiles;
import prefmill.pipelines.source.table.TablePlan;
import prefmill.pipelines.source.topic.ReadTopic;
import prefmill.pipelines.source.topic.TopicPlan;
import prefmill.transforms.parse.preset.Preset;
import prefmill.transforms.parse.preset.RowIdentity;
import prefmill.transforms.parse.preset.Wrapping;

/** Looks at a source before a run: whether it can be read, and what is new in it. */
public final class SourceReader {
  private SourceReader() {}

  /** Plans what to read of a source for a look at it: nothing is to be kept of the plan. */
  public static SourcePlan plan(
      SourcePolicy source,
      Path policyFolder,
      Map<String, String> lastPositions,
      Snapshots snapshots) {
    return plan(source, policyFolder, lastPositions, snapshots, UnaryOperator.identity());
  }

  /**
   * Plans what to read of a source.
   *
   * @param policyFolder the policy's folder, from which relative paths count
   * @param lastPositions {@link SourcePlan#positions()} of the last run that landed its events;
   *     empty to read everything
   * @param snapshots what databases the run reads; the plan is of use until they are closed
   * @throws SourceException if the source cannot be read; its message is one sentence for the user
   */
  public static SourcePlan plan(
      Policy policy,
      SourcePolicy source,
      Path policyFolder,
      Map<String, String> lastPositions,
      Snapshots snapshots) {
    KeptFileNames names = new KeptFileNames(policy.masking().rules(), DatasetKey.of(policy));
    return plan(source, policyFolder, lastPositions, snapshots, names);
  }

  private static SourcePlan plan(
      SourcePolicy source,
      Path policyFolder,
      Map<String, String> lastPositions,
      Snapshots snapshots,
      UnaryOperator<String> fileNames) {
    Preset preset = preset(source);
    Path folder = policyFolder.toAbsolutePath();
    return switch (source.kind()) {
      case JSONL -> files(source, preset, FilePlan.of(source, folder, lastPositions, fileNames));
      case POSTGRES ->
          tables(source, preset, TablePlan.of(source, preset, folder, lastPositions, snapshots));
      case KAFKA -> topic(source, preset, TopicPlan.of(source, folder, lastPositions));
    };
  }

  private static SourcePlan files(SourcePolicy source, Preset preset, FilePlan plan) {
    return new SourcePlan(
        source,
        preset,
        plan.reads().isEmpty(),
        plan.bytes(),
        plan.positions(),
        ReadFiles.of(plan.reads()));
  }

  private static SourcePlan tables(SourcePolicy source, Preset preset, TablePlan plan) {
    return new SourcePlan(
        source, preset, plan.isEmpty(), plan.bytes(), plan.positions(), plan.read());
  }

  private static SourcePlan topic(SourcePolicy source, Preset preset, TopicPlan plan) {
    return new SourcePlan(
        source,
        preset,
        plan.ranges().isEmpty(),
        plan.bytes(),
        plan.positions(),
        ReadTopic.of(plan));
  }

  /**
   * How the source's rows become events.
   *
   * @throws SourceException if there is no such preset, or the mapping is no expression
   */
  public static Preset preset(SourcePolicy source) {
    Preset preset = row(source);
    return "debezium".equals(source.envelope()) ? preset.in(Wrapping.DEBEZIUM) : preset;
  }

  private static Preset row(SourcePolicy source) {
    String place = "sources." + source.name();
    try {
      if (source.mapping() != null) {
        place += ".mapping";
        Preset mapping = Preset.mapping(source.mapping());
        return source.key() == null
            ? mapping
            : mapping.withIdentity(
                new RowIdentity(source.table(), source.key(), source.position()));
      }
      place += ".preset";
      return Preset.named(source.preset());
    } catch (IllegalArgumentException e) {
      throw SourceException.of(source.name(), place + ": " + e.getMessage(), e);
    }
  }
}
