package prefmill.transforms.pairs;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import prefmill.transforms.keys.Id;
import prefmill.transforms.settled.Answer;
import prefmill.transforms.settled.Corrected;
import prefmill.transforms.settled.Evidence;
import prefmill.transforms.settled.Judged;
import prefmill.transforms.settled.Preferred;
import prefmill.transforms.settled.Supporter;

/** A pair that one kind of evidence asks for. */
record Proposal(
    Answer chosen,
    Answer rejected,
    Evidence evidence,
    boolean correction,
    int votes,
    long strength,
    List<Supporter> supporters) {
  /**
   * The most trusted first: evidence, then votes, then a key that nobody can grind and that does
   * not ask which answer won.
   */
  static final Comparator<Proposal> TRUST =
      Comparator.comparing(Proposal::evidence)
          .thenComparing(Proposal::votes, Comparator.reverseOrder())
          .thenComparing(p -> p.first().id())
          .thenComparing(p -> p.second().id());

  private static final long MILLION = 1_000_000;

  static Proposal of(Preferred p) {
    return new Proposal(
        p.chosen(),
        p.rejected(),
        p.evidence(),
        false,
        p.votes() - p.against(),
        p.strength(),
        p.supporters());
  }

  static Proposal of(Corrected c) {
    return new Proposal(
        c.replacement(),
        c.original(),
        c.curated() ? Evidence.CURATED : Evidence.CORRECTION,
        true,
        c.persons(),
        MILLION,
        Pairing.union(c.corrections(), c.downs()));
  }

  static Proposal of(Judged up, Judged down) {
    long margin = (long) up.margin() + down.margin();
    long votes = (long) up.votes() + up.against() + down.votes() + down.against();
    return new Proposal(
        up.answer(),
        down.answer(),
        trust(up, down),
        false,
        Math.min(up.margin(), down.margin()),
        MILLION * margin / votes,
        Pairing.union(up.supporters(), down.supporters()));
  }

  private static Evidence trust(Judged up, Judged down) {
    if (up.approved() && down.approved()) {
      return Evidence.CURATED;
    }
    Set<Id> persons = new HashSet<>();
    up.supporters().stream().filter(s -> !s.approves()).forEach(s -> persons.add(s.person()));
    boolean onePerson =
        down.supporters().stream().anyMatch(s -> !s.approves() && persons.contains(s.person()));
    return onePerson ? Evidence.THUMBS_ONE_PERSON : Evidence.THUMBS_PEOPLE;
  }

  private Answer first() {
    return chosen.id().compareTo(rejected.id()) < 0 ? chosen : rejected;
  }

  private Answer second() {
    return chosen.id().compareTo(rejected.id()) < 0 ? rejected : chosen;
  }

  /** The same pair on both grounds: named after the better one. */
  Proposal with(Proposal other) {
    Proposal better = TRUST.compare(this, other) <= 0 ? this : other;
    return new Proposal(
        better.chosen,
        better.rejected,
        better.evidence,
        better.correction,
        better.votes,
        better.strength,
        Pairing.union(supporters, other.supporters));
  }
}
