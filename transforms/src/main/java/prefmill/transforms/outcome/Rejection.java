package prefmill.transforms.outcome;

/**
 * A rule said no to an event, as far as this step goes: an event with several rows may still be
 * used.
 *
 * @param eventId the event, as its source names it
 * @param reason why
 */
public record Rejection(String eventId, Reason reason) {}
