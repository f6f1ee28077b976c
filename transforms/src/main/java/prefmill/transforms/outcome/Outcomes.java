package prefmill.transforms.outcome;

import java.util.ArrayList;
import java.util.List;
import prefmill.transforms.keys.Id;

/**
 * What a step says of the events of one context, in one element.
 *
 * @param bucket the context's place in the log, which is the events' place in the ledger
 * @param rejections events that a rule said no to
 * @param uses events that a row rests on
 * @param dead events that cannot be understood after all
 * @param tallies what the manifest's statistics count
 * @param opinions how persons agree with others; none unless the policy weighs by it
 */
public record Outcomes(
    long bucket,
    List<Rejection> rejections,
    List<Use> uses,
    List<Dead> dead,
    List<Tally> tallies,
    List<Opinion> opinions) {
  /** A row rests on an event. */
  public record Use(String eventId, Id row) {}

  /** An event is a dead letter by the class of this name. */
  public record Dead(String eventId, String errorClass) {}

  /** A number that adds up over contexts; the name is a path such as votes.conflicts. */
  public record Tally(String name, long count) {}

  /** A person agreed or disagreed with curators, or with the majority of others. */
  public record Opinion(Id person, boolean agreed) {}

  /** What is said of events, and counted. */
  public Outcomes(
      long bucket,
      List<Rejection> rejections,
      List<Use> uses,
      List<Dead> dead,
      List<Tally> tallies) {
    this(bucket, rejections, uses, dead, tallies, List.of());
  }

  /** Nothing said yet of a context with this place in the log. */
  public static Outcomes none(long bucket) {
    return new Outcomes(bucket, List.of(), List.of(), List.of(), List.of());
  }

  /** What this says and what a later step says. */
  public Outcomes and(Outcomes later) {
    if (later.isEmpty() || isEmpty()) {
      return isEmpty() ? later : this;
    }
    return new Outcomes(
        bucket,
        both(rejections, later.rejections),
        both(uses, later.uses),
        both(dead, later.dead),
        both(tallies, later.tallies),
        both(opinions, later.opinions));
  }

  private static <T> List<T> both(List<T> a, List<T> b) {
    List<T> all = new ArrayList<>(a.size() + b.size());
    all.addAll(a);
    all.addAll(b);
    return all;
  }

  /** Whether there is nothing to say. */
  public boolean isEmpty() {
    return rejections.isEmpty()
        && uses.isEmpty()
        && dead.isEmpty()
        && tallies.isEmpty()
        && opinions.isEmpty();
  }

  /** The same without what is counted. */
  public Outcomes aboutEvents() {
    return new Outcomes(bucket, rejections, uses, dead, List.of());
  }

  /** Gathers the outcomes of one context within one step. */
  public static final class Gatherer {
    private final long bucket;
    private final List<Rejection> rejections = new ArrayList<>();
    private final List<Use> uses = new ArrayList<>();
    private final List<Dead> dead = new ArrayList<>();
    private final List<Tally> tallies = new ArrayList<>();
    private final List<Opinion> opinions = new ArrayList<>();

    /** Outcomes of a context with this place in the log. */
    public Gatherer(long bucket) {
      this.bucket = bucket;
    }

    /** A rule says no. */
    public void reject(String eventId, Reason reason) {
      rejections.add(new Rejection(eventId, reason, null));
    }

    /** A rule says no, because another event counts in its place. */
    public void reject(String eventId, Reason reason, String winner) {
      rejections.add(new Rejection(eventId, reason, winner));
    }

    /** A row rests on the event. */
    public void use(String eventId, Id row) {
      uses.add(new Use(eventId, row));
    }

    /** The event cannot be understood. */
    public void dead(String eventId, String errorClass) {
      dead.add(new Dead(eventId, errorClass));
    }

    /** The statistics count something; nothing is not counted. */
    public void count(String name, long count) {
      if (count != 0) {
        tallies.add(new Tally(name, count));
      }
    }

    /** A person agrees or disagrees with others. */
    public void opinion(Id person, boolean agreed) {
      opinions.add(new Opinion(person, agreed));
    }

    /** All that was gathered. */
    public Outcomes outcomes() {
      return new Outcomes(bucket, rejections, uses, dead, tallies, opinions);
    }
  }
}
