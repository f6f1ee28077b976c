package prefmill.pipelines.ingest;

import java.nio.file.Path;
import java.util.List;
import prefmill.pipelines.erase.ErasedPersons;
import prefmill.pipelines.source.SourcePlan;
import prefmill.transforms.mask.MaskingKey;
import prefmill.transforms.mask.MaskingRules;

/**
 * All that an ingest depends on.
 *
 * @param sources what to read
 * @param dataset the dataset's name
 * @param masking what is masked, and how
 * @param key where the masking key lies
 * @param erased who was forgotten and does not land again
 * @param volatileSpans regular expressions of what does not tell contexts apart
 * @param logFolder the event log's folder
 * @param run the ingest's id
 * @param bits lands in two to the power of bits segments
 * @param receipts where the workers' receipts go
 * @param replay whether the sources give dead letters again, and those that are none now are noted
 */
public record IngestPlan(
    List<SourcePlan> sources,
    String dataset,
    MaskingRules masking,
    MaskingKey key,
    ErasedPersons erased,
    List<String> volatileSpans,
    Path logFolder,
    String run,
    int bits,
    Path receipts,
    boolean replay) {}
