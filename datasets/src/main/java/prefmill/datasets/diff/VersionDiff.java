package prefmill.datasets.diff;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import prefmill.datasets.manifest.Changes;

/**
 * How two versions differ, and why. A place is config/split, such as preference/train; an end is
 * used, rejected.STAGE.RULE or dead.CLASS.
 *
 * <p>The cause of an added row is new_event, or the rule that rejected it or its event before; that
 * of a removed row is event_gone, or the rule that rejects it or its event now. Where no rule
 * tells, it is what else differs: policy, masking_key or code; or other_events, which settled
 * otherwise.
 *
 * @param carried rows that both have at the same place
 * @param added rows that only the later one has, by place and cause
 * @param removed rows that only the earlier one has, by place and cause
 * @param moved rows that both have, by the earlier place and the later one
 * @param newEvents events that only the later one knows, by end
 * @param goneEvents events that only the earlier one knows, by end
 * @param changedEvents events that ended otherwise, by the earlier end and the later one
 */
public record VersionDiff(
    long carried,
    Map<String, Map<String, Long>> added,
    Map<String, Map<String, Long>> removed,
    Map<String, Map<String, Long>> moved,
    Map<String, Long> newEvents,
    Map<String, Long> goneEvents,
    Map<String, Map<String, Long>> changedEvents) {
  /**
   * Compares two versions: holds 16 bytes of each row and the id and end of each event, never a
   * text.
   */
  public static VersionDiff between(Snapshot earlier, Snapshot later) throws IOException {
    return new Comparison(earlier, later).diff();
  }

  /** The same without places, as the later one's manifest has it. */
  public Changes changes() {
    Map<String, Long> ends = new TreeMap<>();
    changedEvents.values().forEach(to -> to.forEach((end, n) -> ends.merge(end, n, Long::sum)));
    return new Changes(carried + total(moved), byCause(added), byCause(removed), newEvents, ends);
  }

  /** Rows by cause, whatever their place. */
  public static Map<String, Long> byCause(Map<String, Map<String, Long>> byPlace) {
    Map<String, Long> sums = new TreeMap<>();
    byPlace
        .values()
        .forEach(causes -> causes.forEach((cause, n) -> sums.merge(cause, n, Long::sum)));
    return sums;
  }

  /** All that is counted in both levels. */
  public static long total(Map<String, Map<String, Long>> counts) {
    return counts.values().stream()
        .flatMap(inner -> inner.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }
}
