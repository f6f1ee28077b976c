package prefmill.transforms.votes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.settled.Supporter;

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
    Ballot ballot =
        ballots
            .computeIfAbsent(question, q -> new LinkedHashMap<>())
            .computeIfAbsent(statement.person(), p -> new Ballot());
    ballot.sum += sign;
    ballot.said.add(new Said(statement, sign));
  }

  /** The decided questions, in the order in which they first came up. */
  List<Result<Q>> results() {
    List<Result<Q>> decided = new ArrayList<>();
    ballots.forEach(
        (question, byPerson) -> {
          int ups = count(byPerson, 1);
          int downs = count(byPerson, -1);
          int sign = rules.decides(ups, downs) ? Integer.signum(ups - downs) : 0;
          Reason undecided = rules.undecided(ups, downs);
          Reason outvoted =
              new Reason(
                  Stage.SETTLE,
                  "outvoted",
                  (double) Math.min(ups, downs),
                  (double) Math.max(ups, downs));
          List<Statement> winners = new ArrayList<>();
          for (Ballot ballot : byPerson.values()) {
            int vote = Integer.signum(ballot.sum);
            for (Said said : ballot.said) {
              if (sign == 0) {
                outcomes.reject(said.statement.eventId(), undecided);
              } else if (vote == 0) {
                outcomes.reject(said.statement.eventId(), NO_VOTE);
              } else if (vote == sign && said.sign == sign) {
                winners.add(said.statement);
              } else {
                outcomes.reject(said.statement.eventId(), outvoted);
              }
            }
          }
          if (sign != 0) {
            decided.add(
                new Result<>(question, sign, Math.max(ups, downs), Math.min(ups, downs), winners));
          }
        });
    return decided;
  }

  private static int count(Map<Id, Ballot> ballots, int sign) {
    return (int) ballots.values().stream().filter(b -> Integer.signum(b.sum) == sign).count();
  }

  /** What was decided about a question, by how many persons, and on which statements. */
  record Result<Q>(Q question, int sign, int votes, int against, List<Statement> statements) {
    /** The events of the context's own side that a row may rest on. */
    List<Supporter> supporters() {
      return statements.stream()
          .filter(Statement::supports)
          .map(Statement::supporter)
          .distinct()
          .sorted(Supporter.ORDER)
          .toList();
    }
  }

  private record Said(Statement statement, int sign) {}

  private static final class Ballot {
    private int sum;
    private final List<Said> said = new ArrayList<>(1);
  }
}
