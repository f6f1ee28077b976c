package prefmill.transforms.settled;

import java.util.Collection;
import java.util.Comparator;
import prefmill.transforms.keys.Id;

/**
 * An event that a row rests on.
 *
 * @param eventId as its source names it
 * @param event its stable key
 * @param person who said it
 * @param curated whether a curator did, who is no person for caps
 * @param approves whether it only approves what others said
 * @param synthetic whether a machine wrote the feedback
 * @param createdAt when, in microseconds
 */
public record Supporter(
    String eventId,
    Id event,
    Id person,
    boolean curated,
    boolean approves,
    boolean synthetic,
    long createdAt) {
  /** By stable key. */
  public static final Comparator<Supporter> ORDER = Comparator.comparing(Supporter::event);

  /** One that says something of its own. */
  public Supporter(
      String eventId, Id event, Id person, boolean curated, boolean synthetic, long createdAt) {
    this(eventId, event, person, curated, false, synthetic, createdAt);
  }

  /** How many persons say so themselves. */
  public static int persons(Collection<Supporter> supporters) {
    return (int)
        supporters.stream().filter(s -> !s.approves).map(Supporter::person).distinct().count();
  }
}
