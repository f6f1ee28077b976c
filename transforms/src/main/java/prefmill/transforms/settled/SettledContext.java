package prefmill.transforms.settled;

import java.util.List;
import prefmill.transforms.event.Exchange;
import prefmill.transforms.keys.Id;
import prefmill.transforms.splits.Side;

/**
 * A context after the votes: one judgement an answer.
 *
 * @param key the exchange's hash
 * @param bucket its place in the log
 * @param side train, validation or test
 * @param exchange the exchange as its earliest event has it; its response means nothing here
 * @param category of the earliest event that has one; null without
 * @param judged decided answers
 * @param preferences decided comparisons and rating gaps
 * @param corrections corrections
 */
public record SettledContext(
    Id key,
    long bucket,
    Side side,
    Exchange exchange,
    String category,
    List<Judged> judged,
    List<Preferred> preferences,
    List<Corrected> corrections) {
  /** The same context in another category. */
  public SettledContext named(String other) {
    return new SettledContext(key, bucket, side, exchange, other, judged, preferences, corrections);
  }
}
