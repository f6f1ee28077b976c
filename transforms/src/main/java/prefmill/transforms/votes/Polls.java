package prefmill.transforms.votes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.statements.Ballot;
import prefmill.transforms.statements.Statement;

/**
 * One vote a person on each question, then one judgement a question.
 *
 * <p>A person's vote is the sign of the sum over the person's messages. A question is decided by
 * {@link VoteRules}; the events of an undecided one are in conflict, those on its losing side are
 * outvoted.
 */
final class Polls<Q> {
  /** A person whose ups and downs cancel out has no vote: the sum is 0 and would have to be 1. */
  private static final Reason NO_VOTE = new Reason(Stage.SETTLE, "conflict", 0.0, 1.0);

  private final VoteRules rules;
  private final Outcomes.Gatherer outcomes;
  private final Map<Q, Map<Id, Ballot>> ballots = new LinkedHashMap<>();

  Polls(VoteRules rules, Outcomes.Gatherer outcomes) {
    this.rules = rules;
    this.outcomes = outcomes;
  }

  /** A statement for (1) or against (-1). */
  void cast(Q question, Statement statement, int sign) {
    ballots
        .computeIfAbsent(question, q -> new LinkedHashMap<>())
        .computeIfAbsent(statement.person(), p -> new Ballot())
        .add(statement, sign);
  }

  /** All ballots, by question. */
  Collection<Collection<Ballot>> ballots() {
    return ballots.values().stream().map(Map::values).toList();
  }

  /** The decided questions, in the order in which they first came up. */
  List<Result<Q>> results() {
    List<Result<Q>> decided = new ArrayList<>();
    ballots.forEach(
        (question, byPerson) -> {
          Count count = Count.of(byPerson.values());
          int sign = rules.decides(count.ups, count.downs) ? count.sign() : 0;
          List<Statement> winners = new ArrayList<>();
          for (Ballot ballot : byPerson.values()) {
            for (Ballot.Said said : ballot.said()) {
              if (sign != 0 && ballot.vote() == sign && said.sign() == sign) {
                winners.add(said.statement());
              } else {
                outcomes.reject(said.statement().eventId(), lost(sign, ballot, count));
              }
            }
          }
          if (sign != 0) {
            decided.add(new Result<>(question, sign, count.most(), count.least(), winners));
          }
        });
    return decided;
  }

  private Reason lost(int sign, Ballot ballot, Count count) {
    if (sign == 0) {
      return rules.undecided(count.ups, count.downs);
    }
    return ballot.vote() == 0
        ? NO_VOTE
        : new Reason(Stage.SETTLE, "outvoted", (double) count.least(), (double) count.most());
  }

  /** How many persons are for a question, and how many against. */
  record Count(int ups, int downs) {
    static Count of(Collection<Ballot> ballots) {
      int ups = (int) ballots.stream().filter(b -> b.vote() > 0).count();
      int downs = (int) ballots.stream().filter(b -> b.vote() < 0).count();
      return new Count(ups, downs);
    }

    int sign() {
      return Integer.signum(ups - downs);
    }

    int most() {
      return Math.max(ups, downs);
    }

    int least() {
      return Math.min(ups, downs);
    }
  }

  /** What was decided about a question, by how many persons, and on which statements. */
  record Result<Q>(Q question, int sign, int votes, int against, List<Statement> statements) {}
}
