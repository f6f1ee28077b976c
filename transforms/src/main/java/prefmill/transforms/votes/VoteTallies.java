package prefmill.transforms.votes;

import prefmill.transforms.event.Signal;
import prefmill.transforms.outcome.Outcomes;

/** What the statistics count of votes and choices: sums that add up over contexts. */
final class VoteTallies {
  private final VoteRules rules;
  private final Outcomes.Gatherer outcomes;

  VoteTallies(VoteRules rules, Outcomes.Gatherer outcomes) {
    this.rules = rules;
    this.outcomes = outcomes;
  }

  /**
   * An answer with so many persons for and against it.
   *
   * <p>By number of voters m: units, ups, and unequal pairs of votes, of which Krippendorff's alpha
   * is made.
   */
  void answer(Polls.Count count) {
    decided("answers", count);
    int voters = count.ups() + count.downs();
    if (voters >= 2) {
      String group = "agreement." + voters;
      outcomes.count(group + ".units", 1);
      outcomes.count(group + ".ups", count.ups());
      outcomes.count(group + ".pairs_unequal", (long) count.ups() * count.downs());
    }
  }

  /** Two answers that so many persons compared one way and the other. */
  void comparison(Polls.Count count) {
    decided("comparisons", count);
  }

  /** A choice that counts: where its winner stood. */
  void choice(Signal.Choice choice) {
    if (choice.winner() == Signal.Choice.TIE) {
      outcomes.count("choices.ties", 1);
    } else if (choice.winner() == Signal.Choice.BOTH_BAD) {
      outcomes.count("choices.both_bad", 1);
    } else {
      String group = "choices." + choice.candidates().size();
      outcomes.count(group + ".decided", 1);
      outcomes.count(group + ".first_won", choice.winner() == 0 ? 1 : 0);
    }
  }

  private void decided(String questions, Polls.Count count) {
    boolean decided = rules.decides(count.ups(), count.downs()) && count.sign() != 0;
    outcomes.count("votes." + questions + (decided ? ".decided" : ".undecided"), 1);
  }
}
