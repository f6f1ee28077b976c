package prefmill.trainers.registry.figures;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A row of {@code feedback_alerts}; no feedback in it, but labels and ids.
 *
 * @param id the alert's id
 * @param dataset the dataset's name
 * @param kind below_target, dislike_spike, new_action_fails or behind_plan
 * @param dimension of what kind of label
 * @param value the label; empty for all
 * @param day the day, or the first day, that it is about, in UTC
 * @param message one sentence for people
 * @param measured the rate or number that was seen
 * @param expected the rate or number that it was held against
 * @param events distinct events that it rests on
 * @param ups likes among them
 * @param downs dislikes among them
 * @param exampleIds ids of disliked events
 * @param firstSeen when it was raised, by the database's clock
 */
public record AlertRow(
    UUID id,
    String dataset,
    String kind,
    String dimension,
    String value,
    LocalDate day,
    String message,
    double measured,
    double expected,
    long events,
    long ups,
    long downs,
    List<String> exampleIds,
    Instant firstSeen) {
  public AlertRow {
    exampleIds = exampleIds.stream().map(id1 -> id1.replace('\0', '\uFFFD')).toList();
  }
}
