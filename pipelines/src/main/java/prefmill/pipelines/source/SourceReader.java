package prefmill.pipelines.source;

import java.nio.file.Path;
import java.util.Map;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.file.FilePlan;
import prefmill.pipelines.source.file.ReadFiles;
import prefmill.transforms.parse.preset.Preset;

/** Looks at a source before a run: whether it can be read, and what is new in it. */
public final class SourceReader {
  private SourceReader() {}

  /**
   * Plans what to read of a source.
   *
   * @param policyFolder the policy's folder, from which relative paths count
   * @param lastPositions {@link SourcePlan#positions()} of the last run that landed its events;
   *     empty to read everything
   * @throws SourceException if the source cannot be read; its message is one sentence for the user
   */
  public static SourcePlan plan(
      SourcePolicy source, Path policyFolder, Map<String, String> lastPositions) {
    Preset preset = preset(source);
    FilePlan plan = FilePlan.of(source, policyFolder.toAbsolutePath(), lastPositions);
    return new SourcePlan(
        source,
        preset,
        plan.reads().isEmpty(),
        plan.bytes(),
        plan.positions(),
        ReadFiles.of(plan.reads()));
  }

  /**
   * How the source's rows become events.
   *
   * @throws SourceException if there is no such preset, or the mapping is no expression
   */
  public static Preset preset(SourcePolicy source) {
    String place = "sources." + source.name();
    try {
      if (source.mapping() != null) {
        place += ".mapping";
        return Preset.mapping(source.mapping());
      }
      place += ".preset";
      return Preset.named(source.preset());
    } catch (IllegalArgumentException e) {
      throw SourceException.of(source.name(), place + ": " + e.getMessage(), e);
    }
  }
}
