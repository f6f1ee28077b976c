package prefmill.transforms.pairs;

import java.util.List;
import prefmill.transforms.event.Exchange;
import prefmill.transforms.keys.Id;
import prefmill.transforms.splits.Side;

/**
 * All rows that one context gives.
 *
 * @param key the exchange's hash
 * @param bucket its place in the log
 * @param side train, validation or test
 * @param exchange what the model saw
 * @param category the kind of task; null if unknown
 * @param pairs preference rows
 * @param verdicts unpaired rows
 * @param demonstrations sft rows
 */
public record PairedContext(
    Id key,
    long bucket,
    Side side,
    Exchange exchange,
    String category,
    List<PreferencePair> pairs,
    List<Verdict> verdicts,
    List<Demonstration> demonstrations) {}
