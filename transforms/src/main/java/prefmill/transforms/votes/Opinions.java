package prefmill.transforms.votes;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.statements.Ballot;
import prefmill.transforms.statements.Reviews;
import prefmill.transforms.statements.Statement;

/**
 * How persons agree with others: with curators where there is one, else with the majority of all
 * others.
 *
 * <p>A person never counts as agreeing with the person alone: the own vote is taken out of the
 * majority, and without a majority there is nothing to agree with. One opinion a person and
 * question.
 */
final class Opinions {
  private final Reviews reviews;
  private final Outcomes.Gatherer outcomes;
  private final Map<List<Id>, Boolean> reviewed = new LinkedHashMap<>();

  Opinions(Reviews reviews, Outcomes.Gatherer outcomes) {
    this.reviews = reviews;
    this.outcomes = outcomes;
  }

  /** Curators approved or refused what a person said. */
  void review(Statement said) {
    if (reviews.judges(said) && !said.curated()) {
      boolean choice = said.signal() instanceof Signal.Choice;
      Id subject = choice ? said.message() : said.answer().id();
      reviewed.put(List.of(said.person(), subject), reviews.approves(said));
    }
  }

  /** Persons voted on one question. */
  void vote(Collection<Ballot> ballots) {
    int curators = ballots.stream().filter(Ballot::curated).mapToInt(Ballot::vote).sum();
    int all = ballots.stream().mapToInt(Ballot::vote).sum();
    for (Ballot ballot : ballots) {
      int others = Integer.signum(curators != 0 ? curators : all - ballot.vote());
      if (others != 0
          && ballot.vote() != 0
          && !ballot.curated()
          && ballot.statements().stream().noneMatch(reviews::judges)) {
        outcomes.opinion(ballot.person(), ballot.vote() == others);
      }
    }
  }

  /** Tells the opinions that were reviewed. */
  void close() {
    reviewed.forEach((key, agreed) -> outcomes.opinion(key.get(0), agreed));
  }
}
