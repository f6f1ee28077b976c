package prefmill.datasets.rows;

import java.util.List;

/**
 * What became of one event.
 *
 * @param eventId the event's id as given; of a dead letter the keyed hash of its raw bytes
 * @param outcome used, rejected or dead
 * @param stage the step that said no; null unless rejected
 * @param rule the rule within the step; of a dead letter its error class; null if used
 * @param value what was measured; null if nothing was
 * @param threshold what it was compared with; null if nothing was
 * @param exampleIds the published rows that rest on it, in ascending order; empty unless used
 */
public record LedgerEntry(
    String eventId,
    Outcome outcome,
    String stage,
    String rule,
    Double value,
    Double threshold,
    List<String> exampleIds) {
  public LedgerEntry {
    exampleIds = List.copyOf(exampleIds);
  }

  /** An event that rows rest on. */
  public static LedgerEntry used(String eventId, List<String> exampleIds) {
    return new LedgerEntry(
        eventId, Outcome.USED, null, null, null, null, exampleIds.stream().sorted().toList());
  }

  /** An event that a rule said no to. */
  public static LedgerEntry rejected(
      String eventId, String stage, String rule, Double value, Double threshold) {
    return new LedgerEntry(eventId, Outcome.REJECTED, stage, rule, value, threshold, List.of());
  }

  /** A record that could not be understood. */
  public static LedgerEntry dead(String id, String errorClass) {
    return new LedgerEntry(id, Outcome.DEAD, null, errorClass, null, null, List.of());
  }
}
