package prefmill.pipelines.stream.land;

import java.io.Serializable;
import java.util.List;
import prefmill.transforms.mask.MaskingKey;
import prefmill.transforms.mask.MaskingRules;

/**
 * All that landing a stream depends on.
 *
 * @param sources the topics
 * @param dataset the dataset's name
 * @param masking what is masked, and how
 * @param key where the masking key lies
 * @param volatileSpans regular expressions of what does not tell contexts apart
 * @param logFolder the event log's folder
 * @param run the stream's id
 */
public record StreamPlan(
    List<StreamSource> sources,
    String dataset,
    MaskingRules masking,
    MaskingKey key,
    List<String> volatileSpans,
    String logFolder,
    String run)
    implements Serializable {}
