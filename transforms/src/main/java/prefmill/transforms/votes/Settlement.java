package prefmill.transforms.votes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.settled.Answer;
import prefmill.transforms.settled.Corrected;
import prefmill.transforms.settled.Judged;
import prefmill.transforms.settled.Preferred;
import prefmill.transforms.settled.SettledContext;
import prefmill.transforms.settled.Supporter;

/**
 * Turns what persons said into one judgement an answer.
 *
 * <p>Votes settle over all persons of a context; what comes out rests on the supporters of its own
 * side. Everything is a function of the set of events: their order of arrival does not matter.
 */
public final class Settlement {
  private static final Reason SAME_TEXT = Reason.of(Stage.PAIR, "same_text");
  private static final Reason UNMATCHED = Reason.of(Stage.PAIR, "unmatched");

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
    Polls<Answer> polls = new Polls<>(rules, outcomes);
    Comparisons comparisons = new Comparisons(rules, answers, outcomes);
    RatingGaps gaps = new RatingGaps(rules, ratingGap, answers);
    Map<Id, List<Statement>> downs = new HashMap<>();
    List<Statement> corrections = new ArrayList<>();
    for (Statement said : statements) {
      Signal signal = said.signal();
      if (signal instanceof Signal.Review) {
        outcomes.reject(said.eventId(), UNMATCHED);
      } else if (signal instanceof Signal.Correction) {
        corrections.add(said);
      } else if (signal instanceof Signal.Choice choice
          && choice.winner() == Signal.Choice.BOTH_BAD) {
        choice.candidates().stream()
            .map(c -> answers.of(c.response()))
            .distinct()
            .forEach(
                answer -> {
                  polls.cast(answer, said, -1);
                  downs.computeIfAbsent(answer.id(), id -> new ArrayList<>()).add(said);
                });
      } else if (signal instanceof Signal.Choice choice) {
        comparisons.cast(choice, said);
      } else {
        int sign = polarity(signal).sign();
        if (signal instanceof Signal.Rating rating) {
          gaps.cast(rating, said);
        }
        if (sign == 0) {
          outcomes.reject(said.eventId(), Statement.settled("neutral"));
        } else {
          polls.cast(answer(answers, said), said, sign);
        }
        if (sign < 0) {
          downs.computeIfAbsent(answer(answers, said).id(), id -> new ArrayList<>()).add(said);
        }
      }
    }
    List<Judged> judged =
        polls.results().stream()
            .map(
                r -> new Judged(r.question(), r.sign() > 0, r.votes(), r.against(), r.supporters()))
            .filter(j -> !j.supporters().isEmpty())
            .toList();
    List<Preferred> preferences = new ArrayList<>(comparisons.results());
    preferences.addAll(gaps.results());
    return new SettledContext(
        context.key(),
        context.bucket(),
        context.side(),
        context.events().isEmpty() ? null : context.events().get(0).body().exchange(),
        context.events().stream()
            .map(e -> e.body().labels().category())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null),
        judged,
        preferences,
        corrected(answers, corrections, downs, outcomes));
  }

  private static Polarity polarity(Signal signal) {
    if (signal instanceof Signal.Thumb thumb) {
      return thumb.value();
    }
    return signal instanceof Signal.Rating rating ? rating.polarity() : Polarity.NEUTRAL;
  }

  private static Answer answer(Answers answers, Statement said) {
    return answers.of(said.event().body().exchange().response());
  }

  /** One entry for each (answer, correction), with the same persons' downs on that answer. */
  private static List<Corrected> corrected(
      Answers answers,
      List<Statement> corrections,
      Map<Id, List<Statement>> downs,
      Outcomes.Gatherer outcomes) {
    Map<List<Id>, List<Statement>> groups = new LinkedHashMap<>();
    for (Statement said : corrections) {
      Answer original = answer(answers, said);
      Answer wanted = answers.of(((Signal.Correction) said.signal()).text());
      if (original.id().equals(wanted.id())) {
        outcomes.reject(said.eventId(), SAME_TEXT);
      } else if (said.supports()) {
        groups
            .computeIfAbsent(List.of(original.id(), wanted.id()), k -> new ArrayList<>())
            .add(said);
      }
    }
    return groups.values().stream().map(g -> corrected(answers, g, downs)).toList();
  }

  private static Corrected corrected(
      Answers answers, List<Statement> same, Map<Id, List<Statement>> downs) {
    Statement first = same.get(0);
    Answer original = answer(answers, first);
    Collection<Id> persons = same.stream().map(Statement::person).distinct().toList();
    return new Corrected(
        original,
        answers.of(((Signal.Correction) first.signal()).text()),
        true,
        persons.size(),
        supporters(same),
        supporters(
            downs.getOrDefault(original.id(), List.of()).stream()
                .filter(d -> d.supports() && persons.contains(d.person()))
                .toList()));
  }

  private static List<Supporter> supporters(List<Statement> statements) {
    return statements.stream()
        .map(Statement::supporter)
        .distinct()
        .sorted(Supporter.ORDER)
        .toList();
  }
}
