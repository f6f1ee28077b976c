package prefmill.transforms.outcome;

/**
 * A rule said no to an event, as far as this step goes: an event with several rows may still be
 * used.
 *
 * @param eventId the event, as its source names it
 * @param reason why
 * @param winner the event that counts in its place; null if there is none
 */
public record Rejection(String eventId, Reason reason, String winner) {}
