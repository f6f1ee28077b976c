package prefmill.transforms.decisions;

import prefmill.transforms.event.Facet;
import prefmill.transforms.keys.Id;

/**
 * What other contexts may need to know of an event: about a hundred bytes, no text.
 *
 * @param event stable key
 * @param content hash of the masked content
 * @param person who said it
 * @param conversation where, or {@link Id#NONE}
 * @param message about what, or {@link Id#NONE}
 * @param bucket the event's place in the log
 * @param createdAt microseconds
 * @param receivedAt microseconds
 * @param anchor what decides its side: person, conversation or organisation
 * @param curated whether a curator said it, who owns no conversation where a person speaks
 * @param voiceless whether it can own or take back nothing: dated in the future, or, but for a
 *     retraction, without consent or dropped by the masking policy
 * @param retraction whether it takes something back
 * @param retracts the facet that it takes back; null for all
 */
public record EventFacts(
    Id event,
    Id content,
    Id person,
    Id conversation,
    Id message,
    long bucket,
    long createdAt,
    long receivedAt,
    Id anchor,
    boolean curated,
    boolean voiceless,
    boolean retraction,
    Facet retracts) {
  /**
   * One of two deliveries: the later receipt, voiceless if one of their sources takes its voice.
   */
  EventFacts and(EventFacts redelivered) {
    EventFacts latest = receivedAt >= redelivered.receivedAt ? this : redelivered;
    return voiceless || redelivered.voiceless ? latest.muted() : latest;
  }

  /** The same without a voice. */
  public EventFacts muted() {
    return new EventFacts(
        event,
        content,
        person,
        conversation,
        message,
        bucket,
        createdAt,
        receivedAt,
        anchor,
        curated,
        true,
        retraction,
        retracts);
  }
}
