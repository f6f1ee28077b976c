package prefmill.datasets.rows;

/**
 * A line of rejected/*.jsonl: an event, or a row that an event would have supported, and the rule
 * that said no.
 *
 * @param eventId the event
 * @param rowId the row that was dropped; null if no row was made
 * @param stage the step that said no
 * @param rule the rule within the step
 * @param value what was measured; null if nothing was
 * @param threshold what it was compared with; null if nothing was
 * @param winner the event or row that was taken in its place; null if there is none
 */
public record Rejection(
    String eventId,
    String rowId,
    String stage,
    String rule,
    Double value,
    Double threshold,
    String winner) {}
