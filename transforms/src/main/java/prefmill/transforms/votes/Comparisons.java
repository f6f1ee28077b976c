package prefmill.transforms.votes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.settled.Answer;
import prefmill.transforms.settled.Evidence;
import prefmill.transforms.settled.Preferred;
import prefmill.transforms.settled.Supporter;
import prefmill.transforms.statements.Answers;
import prefmill.transforms.statements.Ballot;
import prefmill.transforms.statements.Reviews;
import prefmill.transforms.statements.Statement;

/** Choices, settled by persons for each unordered pair of answers: the winner over each loser. */
final class Comparisons {
  private static final long MILLION = 1_000_000;

  private final Answers answers;
  private final Reviews reviews;
  private final Outcomes.Gatherer outcomes;
  private final Polls<AnswerPair> polls;
  private final Map<Id, Double> strengths = new HashMap<>();

  Comparisons(VoteRules rules, Answers answers, Reviews reviews, Outcomes.Gatherer outcomes) {
    this.answers = answers;
    this.reviews = reviews;
    this.outcomes = outcomes;
    this.polls = new Polls<>(rules, outcomes);
  }

  void cast(Signal.Choice choice, Statement said) {
    Answer winner = answers.of(choice.candidates().get(choice.winner()).response());
    Set<Answer> losers = new HashSet<>();
    for (var candidate : choice.candidates()) {
      Answer answer = answers.of(candidate.response());
      if (!answer.id().equals(winner.id()) && losers.add(answer)) {
        polls.cast(AnswerPair.of(winner, answer), said, AnswerPair.sign(winner, answer));
      }
    }
    if (losers.isEmpty()) {
      outcomes.reject(said.eventId(), Reason.of(Stage.PAIR, "same_text"));
    }
    Id event = said.event().keys().event();
    if (choice.strength() != null) {
      strengths.put(event, choice.strength());
    }
  }

  /** All ballots, by pair of answers. */
  Collection<Collection<Ballot>> ballots() {
    return polls.ballots();
  }

  List<Preferred> results() {
    List<Preferred> preferred = new ArrayList<>();
    for (var result : polls.results()) {
      List<Supporter> supporters = reviews.supporters(result.statements());
      if (!supporters.isEmpty()) {
        boolean byCurator =
            result.statements().stream().anyMatch(Statement::curated)
                || result.statements().stream().allMatch(reviews::approves);
        preferred.add(
            new Preferred(
                result.question().better(result.sign()),
                result.question().better(-result.sign()),
                byCurator ? Evidence.CURATED : Evidence.COMPARISON,
                result.votes(),
                result.against(),
                strength(result, supporters),
                supporters));
      }
    }
    return preferred;
  }

  /** What the supporters gave on average, else the majority's lead. */
  private long strength(Polls.Result<AnswerPair> result, List<Supporter> supporters) {
    long sum = 0;
    int given = 0;
    for (Supporter supporter : supporters) {
      Double strength = strengths.get(supporter.event());
      if (strength != null) {
        sum += Math.round(strength * MILLION);
        given++;
      }
    }
    return given > 0
        ? sum / given
        : MILLION * (result.votes() - result.against()) / (result.votes() + result.against());
  }
}
