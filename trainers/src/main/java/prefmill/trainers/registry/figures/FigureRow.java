package prefmill.trainers.registry.figures;

import java.time.LocalDate;
import java.util.List;

/**
 * A row of {@code feedback_figures}.
 *
 * @param day the day in UTC
 * @param dimension all, subject, action, model, adapter or organization
 * @param value the label; empty for all
 * @param events distinct events
 * @param persons who said anything that day
 * @param ups messages of a person whose last word of the day is up
 * @param downs the same for down
 * @param neutrals the same for neutral
 * @param corrections messages that a person corrected
 * @param exampleIds ids of disliked events
 */
public record FigureRow(
    LocalDate day,
    String dimension,
    String value,
    long events,
    long persons,
    long ups,
    long downs,
    long neutrals,
    long corrections,
    List<String> exampleIds) {
  public FigureRow {
    // Postgres holds every character but this one
    value = value.replace('\0', '\uFFFD');
    exampleIds = exampleIds.stream().map(id -> id.replace('\0', '\uFFFD')).toList();
  }
}
