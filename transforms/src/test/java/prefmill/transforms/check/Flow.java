package prefmill.transforms.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import prefmill.transforms.consent.Admission;
import prefmill.transforms.consent.ConsentRules;
import prefmill.transforms.context.Context;
import prefmill.transforms.context.Deduplication;
import prefmill.transforms.context.SidedContext;
import prefmill.transforms.decisions.Clock;
import prefmill.transforms.decisions.Decision;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.event.Told;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Rejection;
import prefmill.transforms.pairs.PairRules;
import prefmill.transforms.pairs.PairedContext;
import prefmill.transforms.pairs.Pairing;
import prefmill.transforms.pairs.PreferencePair;
import prefmill.transforms.quality.QualityRules;
import prefmill.transforms.settled.SettledContext;
import prefmill.transforms.settled.Supporter;
import prefmill.transforms.splits.Anchor;
import prefmill.transforms.splits.SideAssignment;
import prefmill.transforms.splits.SplitRules;
import prefmill.transforms.votes.Settlement;
import prefmill.transforms.votes.VoteRules;

/** All steps of the build that look at one context, one after the other. */
public record Flow(
    SplitRules splits, VoteRules votes, QualityRules quality, PairRules pairs, boolean allReasons) {
  /** Quality rules that refuse nothing. */
  public static final QualityRules LENIENT = new QualityRules(List.of(), List.of());

  /** Everything on one side, no quality rules. */
  public static final Flow PLAIN =
      new Flow(
          new SplitRules(1, 0, 0, Anchor.PERSON),
          VoteRules.DEFAULT,
          LENIENT,
          PairRules.DEFAULT,
          false);

  /** The time as of which every flow runs. */
  public static final Clock CLOCK = new Clock(1_000_000);

  /** Everything may be used. */
  public static final Admission ADMISSION = new Admission(ConsentRules.DEFAULT, CLOCK);

  /** The same flow with the rules of a policy that says nothing. */
  public Flow strict() {
    return new Flow(splits, votes, QualityRules.of(Map.of(), Set.of()), pairs, allReasons);
  }

  /** The same flow with sides. */
  public Flow sided() {
    return new Flow(SplitRules.DEFAULT, votes, quality, pairs, allReasons);
  }

  public Flow votes(int least, int margin) {
    return new Flow(splits, new VoteRules(least, margin), quality, pairs, allReasons);
  }

  /** The same flow that tallies every rule that would refuse. */
  public Flow withAllReasons() {
    return new Flow(splits, votes, quality, pairs, true);
  }

  /** The same flow where a curator must approve. */
  public Flow approved() {
    return new Flow(splits, new VoteRules(1, 1, true, false), quality, pairs, allReasons);
  }

  /** What becomes of events about one exchange. */
  public Ended run(MaskedEvent... events) {
    return run(List.of(events), List.of());
  }

  public Ended run(List<MaskedEvent> events, List<Decision> decisions) {
    Outcomes.Gatherer said = new Outcomes.Gatherer(Told.BUCKET);
    Id key = events.isEmpty() ? Told.CONTEXT : events.get(0).keys().context();
    Context context = new Context(key, Told.BUCKET, events, decisions);
    Context single = Deduplication.of(ADMISSION).apply(context, said);
    SidedContext sided = SideAssignment.of(splits, ADMISSION, Told.hash()).apply(single, said);
    SettledContext settled =
        Settlement.of(votes, pairs.ratingGap(), Told.hash()).apply(sided, said);
    SettledContext fit = TextCheck.of(quality, allReasons).apply(settled, said);
    PairedContext paired = Pairing.of(pairs, Told.hash()).apply(fit, said);
    return new Ended(
        sided, settled, PairCheck.of(quality, allReasons).apply(paired, said), said.outcomes());
  }

  /** How it ended. */
  public record Ended(
      SidedContext sided, SettledContext settled, PairedContext rows, Outcomes outcomes) {
    /** The pairs as "chosen > rejected". */
    public Set<String> pairs() {
      Set<String> pairs = new HashSet<>();
      rows.pairs().forEach(p -> pairs.add(p.chosen().text() + " > " + p.rejected().text()));
      return pairs;
    }

    /** The one pair. */
    public PreferencePair pair() {
      if (rows.pairs().size() != 1) {
        throw new AssertionError("not one pair, but " + pairs());
      }
      return rows.pairs().get(0);
    }

    /** The unpaired rows as "+answer" or "-answer". */
    public Set<String> verdicts() {
      Set<String> verdicts = new HashSet<>();
      rows.verdicts().forEach(v -> verdicts.add((v.label() ? "+" : "-") + v.completion().text()));
      return verdicts;
    }

    /** The answers shown. */
    public Set<String> demonstrations() {
      Set<String> texts = new HashSet<>();
      rows.demonstrations().forEach(d -> texts.add(d.answer().text()));
      return texts;
    }

    /** Why an event was refused, the first reason in the flow, as "stage/rule". */
    public String reason(String eventId) {
      Optional<Reason> first =
          outcomes.rejections().stream()
              .filter(r -> r.eventId().equals(eventId))
              .map(Rejection::reason)
              .min(Reason.FLOW);
      return first.map(r -> r.stage().label() + "/" + r.rule()).orElse("none");
    }

    /** Whether a row rests on an event. */
    public boolean used(String eventId) {
      return outcomes.uses().stream().anyMatch(u -> u.eventId().equals(eventId));
    }

    /** What was counted under names that begin so. */
    public Map<String, Long> tallies(String beginning) {
      return outcomes.tallies().stream()
          .filter(t -> t.name().startsWith(beginning))
          .collect(Collectors.toMap(Outcomes.Tally::name, Outcomes.Tally::count));
    }

    /** The events that rows rest on, by row. */
    public List<Rests> rests() {
      List<Rests> rests = new ArrayList<>();
      rows.pairs().forEach(p -> rests.add(new Rests(p.row(), p.supporters())));
      rows.verdicts().forEach(v -> rests.add(new Rests(v.row(), v.supporters())));
      rows.demonstrations().forEach(d -> rests.add(new Rests(d.row(), d.supporters())));
      return rests;
    }

    /** Every event that anything was said of. */
    public Set<String> accounted() {
      Set<String> events = new HashSet<>();
      outcomes.rejections().forEach(r -> events.add(r.eventId()));
      outcomes.uses().forEach(u -> events.add(u.eventId()));
      outcomes.dead().forEach(d -> events.add(d.eventId()));
      return events;
    }

    /** Everything said, in no order. */
    public Set<Object> everything() {
      Set<Object> all = new HashSet<>();
      Stream.of(outcomes.rejections(), outcomes.uses(), outcomes.dead(), rests())
          .forEach(all::addAll);
      return all;
    }
  }

  /** A row and the events that it rests on. */
  public record Rests(Id row, List<Supporter> supporters) {}
}
