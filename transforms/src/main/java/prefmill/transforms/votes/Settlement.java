package prefmill.transforms.votes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import prefmill.transforms.context.SidedContext;
import prefmill.transforms.event.Polarity;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.Id;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.settled.Answer;
import prefmill.transforms.settled.Judged;
import prefmill.transforms.settled.Preferred;
import prefmill.transforms.settled.SettledContext;
import prefmill.transforms.statements.Answers;
import prefmill.transforms.statements.LatestWord;
import prefmill.transforms.statements.Reviews;
import prefmill.transforms.statements.Statement;

/**
 * Turns what persons said into one judgement an answer.
 *
 * <p>Votes settle over all persons of a context; what comes out rests on the supporters of its own
 * side. Everything is a function of the set of events: their order of arrival does not matter.
 */
public final class Settlement {
  private static final Reason TIE = Statement.settled("tie");
  private static final Reason NEUTRAL = Statement.settled("neutral");
  private static final Reason NOT_APPROVED = Statement.settled("not_approved");
  private static final Reason SUPERSEDED = Statement.settled("superseded");

  private final VoteRules rules;
  private final double ratingGap;
  private final KeyedHash hash;

  private Settlement(VoteRules rules, double ratingGap, KeyedHash hash) {
    this.rules = rules;
    this.ratingGap = ratingGap;
    this.hash = hash;
  }

  /**
   * Settles by rules; two ratings by one person make a preference when they are ratingGap apart.
   */
  public static Settlement of(VoteRules rules, double ratingGap, KeyedHash hash) {
    return new Settlement(rules, ratingGap, hash);
  }

  /** The judgements of a context. */
  public SettledContext apply(SidedContext context, Outcomes.Gatherer outcomes) {
    Answers answers = new Answers(context.key(), context.events(), hash);
    List<Statement> statements = new LatestWord(context, answers, outcomes).statements();
    Reviews reviews = new Reviews(rules.requireApproval(), answers, statements);
    Opinions opinions = new Opinions(reviews, outcomes);
    VoteTallies tallies = new VoteTallies(rules, outcomes);
    Polls<Answer> polls = new Polls<>(rules, outcomes);
    Comparisons comparisons = new Comparisons(rules, answers, reviews, outcomes);
    RatingGaps gaps = new RatingGaps(rules, ratingGap, reviews);
    Corrections corrections = new Corrections(answers, reviews, outcomes);
    Map<Id, Statement> edited = edited(reviews);
    for (Statement said : statements) {
      Signal signal = said.signal();
      if (signal instanceof Signal.Review) {
        continue;
      }
      opinions.review(said);
      if (!reviews.admits(said)) {
        outcomes.reject(said.eventId(), unadmitted(signal));
      } else if (signal instanceof Signal.Correction) {
        corrections.cast(said);
      } else if (signal instanceof Signal.Choice choice) {
        tallies.choice(choice);
        if (choice.winner() == Signal.Choice.TIE) {
          outcomes.reject(said.eventId(), TIE);
        } else if (choice.winner() == Signal.Choice.BOTH_BAD) {
          choice.candidates().stream()
              .map(c -> answers.of(c.response()))
              .distinct()
              .forEach(answer -> vote(answer, said, -1, polls, corrections));
        } else {
          comparisons.cast(choice, said);
        }
      } else {
        int sign = polarity(signal).sign();
        Statement edit = sign > 0 ? edited.get(said.answer().id()) : null;
        if (signal instanceof Signal.Rating rating && edit == null) {
          gaps.cast(rating, said);
        }
        if (edit != null) {
          outcomes.reject(said.eventId(), SUPERSEDED, edit.eventId());
        } else if (sign == 0) {
          outcomes.reject(said.eventId(), NEUTRAL);
        } else {
          vote(said.answer(), said, sign, polls, corrections);
        }
      }
    }
    reviews.edits().forEach(corrections::cast);
    polls.ballots().forEach(ballots -> tallies.answer(Polls.Count.of(ballots)));
    comparisons.ballots().forEach(ballots -> tallies.comparison(Polls.Count.of(ballots)));
    if (rules.reliability()) {
      polls.ballots().forEach(opinions::vote);
      comparisons.ballots().forEach(opinions::vote);
      opinions.close();
    }
    List<Preferred> preferences = new ArrayList<>(comparisons.results());
    preferences.addAll(gaps.results());
    SettledContext settled =
        new SettledContext(
            context.key(),
            context.bucket(),
            context.side(),
            context.events().isEmpty() ? null : context.events().get(0).body().exchange(),
            context.events().stream()
                .map(e -> e.body().labels().category())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null),
            polls.results().stream()
                .map(result -> judged(result, reviews))
                .filter(judged -> !judged.supporters().isEmpty())
                .toList(),
            preferences,
            corrections.results());
    reviews.close(outcomes);
    return settled;
  }

  /** The edit of each answer that a curator replaced: who liked that answer is overruled. */
  private static Map<Id, Statement> edited(Reviews reviews) {
    Map<Id, Statement> edited = new HashMap<>();
    reviews.edits().stream()
        .filter(Statement::replaces)
        .forEach(edit -> edited.putIfAbsent(edit.answer().id(), edit));
    return edited;
  }

  private static void vote(
      Answer answer, Statement said, int sign, Polls<Answer> polls, Corrections corrections) {
    polls.cast(answer, said, sign);
    if (sign < 0) {
      corrections.dislike(answer, said);
    }
  }

  private static Judged judged(Polls.Result<Answer> result, Reviews reviews) {
    return new Judged(
        result.question(),
        result.sign() > 0,
        result.votes(),
        result.against(),
        result.statements().stream().allMatch(reviews::approves),
        reviews.supporters(result.statements()));
  }

  /** What said nothing has nothing to be approved. */
  private static Reason unadmitted(Signal signal) {
    if (signal instanceof Signal.Choice choice && choice.winner() == Signal.Choice.TIE) {
      return TIE;
    }
    boolean neutral = !(signal instanceof Signal.Choice || signal instanceof Signal.Correction);
    return neutral && polarity(signal) == Polarity.NEUTRAL ? NEUTRAL : NOT_APPROVED;
  }

  private static Polarity polarity(Signal signal) {
    if (signal instanceof Signal.Thumb thumb) {
      return thumb.value();
    }
    return signal instanceof Signal.Rating rating ? rating.polarity() : Polarity.NEUTRAL;
  }
}
