package prefmill.transforms.votes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.settled.Answer;
import prefmill.transforms.settled.Evidence;
import prefmill.transforms.settled.Preferred;
import prefmill.transforms.settled.Supporter;
import prefmill.transforms.statements.Reviews;
import prefmill.transforms.statements.Statement;

/**
 * Two ratings by one person that are a gap apart prefer the higher answer.
 *
 * <p>A person's answers are sorted by rating and zipped from both ends, each once: linear, also for
 * a person who rated thousands. Then persons settle each pair of answers as they do for choices.
 */
final class RatingGaps {
  private static final long MILLION = 1_000_000;

  private final double gap;
  private final Reviews reviews;
  private final Polls<AnswerPair> polls;
  private final Map<Id, Map<Id, Rated>> byPerson = new LinkedHashMap<>();
  private final Map<AnswerPair, Long> strengths = new LinkedHashMap<>();

  RatingGaps(VoteRules rules, double gap, Reviews reviews) {
    this.gap = gap;
    this.reviews = reviews;
    // a rating outvoted here still is a vote on its answer, so nothing is refused for it
    this.polls = new Polls<>(rules, new Outcomes.Gatherer(0));
  }

  void cast(Signal.Rating rating, Statement said) {
    Answer answer = said.answer();
    byPerson
        .computeIfAbsent(said.person(), p -> new LinkedHashMap<>())
        .put(answer.id(), new Rated(answer, rating.share(), said));
  }

  List<Preferred> results() {
    byPerson.values().forEach(rated -> zip(new ArrayList<>(rated.values())));
    List<Preferred> preferred = new ArrayList<>();
    for (var result : polls.results()) {
      List<Supporter> supporters = reviews.supporters(result.statements());
      if (!supporters.isEmpty()) {
        boolean approved = result.statements().stream().allMatch(reviews::approves);
        preferred.add(
            new Preferred(
                result.question().better(result.sign()),
                result.question().better(-result.sign()),
                approved ? Evidence.CURATED : Evidence.RATINGS,
                result.votes(),
                result.against(),
                strengths.get(result.question()),
                supporters));
      }
    }
    return preferred;
  }

  /** The best with the worst, equals by stable key at either end: turned round, the same pairs. */
  private void zip(List<Rated> best) {
    List<Rated> worst = new ArrayList<>(best);
    best.sort(Comparator.comparingDouble((Rated r) -> -r.share).thenComparing(Rated::event));
    worst.sort(Comparator.comparingDouble(Rated::share).thenComparing(Rated::event));
    for (int i = 0; i < best.size(); i++) {
      Rated high = best.get(i);
      Rated low = worst.get(i);
      // beyond the middle the gap is none: so no answer comes up twice
      long apart = Math.round((high.share - low.share) * MILLION);
      if (apart <= 0 || apart < Math.round(gap * MILLION)) {
        return;
      }
      AnswerPair pair = AnswerPair.of(high.answer, low.answer);
      int sign = AnswerPair.sign(high.answer, low.answer);
      polls.cast(pair, high.statement, sign);
      polls.cast(pair, low.statement, sign);
      strengths.merge(pair, apart, Math::min);
    }
  }

  private record Rated(Answer answer, double share, Statement statement) {
    Id event() {
      return statement.event().keys().event();
    }
  }
}
