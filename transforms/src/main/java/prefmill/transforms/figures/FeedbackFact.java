package prefmill.transforms.figures;

import java.util.List;
import prefmill.transforms.event.Facet;
import prefmill.transforms.event.Polarity;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.Id;

/**
 * What figures need to know of an event: no text, but its labels.
 *
 * @param event its stable key
 * @param content keyed hash of its content: two contents of one event tell apart which counts
 * @param eventId its id as given
 * @param createdAt microseconds since 1970 in UTC
 * @param person who said it
 * @param message what it is about: the message, without one the answer
 * @param polarity up, neutral or down; null if it says nothing of the kind
 * @param corrected whether it brings a correction
 * @param takesBack whether it takes back what the person said before
 * @param facet what it takes back; null for all
 * @param labels the event's own, see {@link FigureLabels}
 */
public record FeedbackFact(
    Id event,
    Id content,
    String eventId,
    long createdAt,
    Id person,
    Id message,
    Polarity polarity,
    boolean corrected,
    boolean takesBack,
    Facet facet,
    FigureLabels labels) {

  /** The fact of an event with these signals. */
  public static FeedbackFact of(
      Id event,
      Id content,
      String eventId,
      long createdAt,
      Id person,
      Id message,
      List<Signal> signals,
      FigureLabels labels) {
    Polarity polarity = null;
    boolean corrected = false;
    boolean takesBack = false;
    Facet facet = null;
    for (Signal signal : signals) {
      if (signal instanceof Signal.Thumb thumb) {
        polarity = thumb.value();
      } else if (signal instanceof Signal.Rating rating) {
        polarity = rating.polarity();
      } else if (signal instanceof Signal.Correction) {
        corrected = true;
      } else if (signal instanceof Signal.Retraction retraction) {
        takesBack = true;
        facet = retraction.facet();
      }
    }
    return new FeedbackFact(
        event, content, eventId, createdAt, person, message, polarity, corrected, takesBack, facet,
        labels);
  }

  /** Whether it has a word, or takes one back, on a facet. */
  boolean speaksOf(Facet asked) {
    if (takesBack) {
      return facet == null || facet == asked;
    }
    return asked == Facet.POLARITY ? polarity != null : asked == Facet.CORRECTION && corrected;
  }

  /** Whether it is later than another: by time, then by stable key. */
  boolean isAfter(FeedbackFact other) {
    return createdAt != other.createdAt
        ? createdAt > other.createdAt
        : event.compareTo(other.event) > 0;
  }
}
