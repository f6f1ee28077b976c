package prefmill.pipelines.source;

import java.util.Map;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.transforms.keys.HashSource;
import prefmill.transforms.parse.ParseFeedback;
import prefmill.transforms.parse.RawRecord;
import prefmill.transforms.parse.preset.Preset;

/**
 * What a run reads of one source.
 *
 * @param source the source
 * @param preset how its rows become events
 * @param isEmpty whether nothing is new
 * @param estimatedBytes about how many bytes there are to read; compressed as they lie
 * @param positions how far the source will have been read, each a JSON text; to be recorded once
 *     the run's events have landed, and to be given to the next plan
 * @param read reads the records, in no order; the same records each time it is run
 */
public record SourcePlan(
    SourcePolicy source,
    Preset preset,
    boolean isEmpty,
    long estimatedBytes,
    Map<String, String> positions,
    PTransform<PBegin, PCollection<RawRecord>> read) {
  /**
   * Parses what {@link #read} gives.
   *
   * @param key makes the dataset's keyed hash
   */
  public ParseFeedback parse(HashSource key) {
    String namespace = source.namespace() == null ? "" : source.namespace();
    return ParseFeedback.of(preset, namespace, key);
  }
}
