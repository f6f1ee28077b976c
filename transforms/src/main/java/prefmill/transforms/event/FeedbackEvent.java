package prefmill.transforms.event;

/**
 * What one person said about one answer at one time, as the source gave it: not masked yet.
 *
 * @param source the policy's name of its source; null if unknown. No part of what the event is
 * @param eventId the source's id; null where it gives none, then the content is the identity
 * @param namespace of the user, conversation and message ids; empty unless the source sets one
 * @param author who said it
 * @param conversationId the conversation; null if unknown
 * @param messageId the judged message; null if unknown
 * @param createdAt microseconds since 1970 in UTC, or {@link #NO_TIME}
 * @param receivedAt when broker or database took it, microseconds, or {@link #NO_TIME}
 * @param body the content
 */
public record FeedbackEvent(
    String source,
    String eventId,
    String namespace,
    Author author,
    String conversationId,
    String messageId,
    long createdAt,
    long receivedAt,
    Body body) {
  /** Older than every time. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /**
   * The person behind an event; each null where the source says nothing.
   *
   * @param userId the source's user id
   * @param userName the person's name, masked wherever it occurs
   * @param userEmail the person's e-mail address, masked wherever it occurs
   * @param curator the curator or annotator who wrote it: no person for caps and sides
   */
  public record Author(String userId, String userName, String userEmail, String curator) {
    /** Nobody known. */
    public static final Author UNKNOWN = new Author(null, null, null, null);

    /** Without values: runners log the elements of a graph when they are asked for details. */
    @Override
    public String toString() {
      return "Author[not shown]";
    }
  }

  /** Without values: runners log the elements of a graph when they are asked for details. */
  @Override
  public String toString() {
    return "FeedbackEvent[source=" + source + ", not masked, not shown]";
  }
}
