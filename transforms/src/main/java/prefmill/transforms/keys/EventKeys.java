package prefmill.transforms.keys;

import java.util.Objects;
import prefmill.transforms.event.FeedbackEvent;

/**
 * The slim part of a masked event: all that the steps across contexts need, and no text.
 *
 * @param source the policy's name of its source; null if unknown. No part of what the event is
 * @param eventId the id as {@link #kept} (or the hexadecimal content hash where none was given)
 * @param event the event's stable key: keyed hash of the event id
 * @param content keyed hash of the masked canonical content, without received_at
 * @param person the user, else the curator, else the conversation, else the event itself
 * @param reviewed of a curator's review the user whose exchange it judges, else {@link Id#NONE}
 * @param conversation the conversation, or {@link Id#NONE}
 * @param message the message, or {@link Id#NONE} (then the message is the answer)
 * @param organization the organisation, or {@link Id#NONE}
 * @param context the exchange up to the answer; of a retraction {@link Id#NONE}
 * @param bucket the place in the log: hash of the last user turn; of a retraction of its event id
 * @param createdAt microseconds, or {@link FeedbackEvent#NO_TIME}
 * @param receivedAt microseconds, or {@link FeedbackEvent#NO_TIME}
 * @param curated whether a curator wrote it
 * @param dropped why masking drops the whole row, the label of a type or too_much_work; null if it
 *     stays
 */
public record EventKeys(
    String source,
    String eventId,
    Id event,
    Id content,
    Id person,
    Id reviewed,
    Id conversation,
    Id message,
    Id organization,
    Id context,
    long bucket,
    long createdAt,
    long receivedAt,
    boolean curated,
    String dropped) {
  /**
   * The id under which an event is listed: as its source gives it, but for one with an @, which may
   * be somebody's address: of it a keyed hash.
   */
  public static String kept(KeyedHash hash, String given) {
    return mayBeAddress(given) ? hash.id("event", given).hex() : given;
  }

  /** Whether an id is not kept as it is given. */
  public static boolean mayBeAddress(String given) {
    return given.indexOf('@') >= 0 || given.indexOf('\uff20') >= 0 || given.contains("%40");
  }

  /** The same from another source. */
  public EventKeys from(String other) {
    return Objects.equals(source, other)
        ? this
        : new EventKeys(
            other,
            eventId,
            event,
            content,
            person,
            reviewed,
            conversation,
            message,
            organization,
            context,
            bucket,
            createdAt,
            receivedAt,
            curated,
            dropped);
  }
}
