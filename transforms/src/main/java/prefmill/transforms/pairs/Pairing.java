package prefmill.transforms.pairs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import prefmill.transforms.keys.Id;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.rows.Config;
import prefmill.transforms.settled.Answer;
import prefmill.transforms.settled.Corrected;
import prefmill.transforms.settled.Evidence;
import prefmill.transforms.settled.Judged;
import prefmill.transforms.settled.SettledContext;
import prefmill.transforms.settled.Supporter;

/**
 * Forms the rows of one context: pairs from every kind of evidence, verdicts and demonstrations.
 */
public final class Pairing {
  private static final long MILLION = 1_000_000;
  private static final Reason UNMATCHED = Reason.of(Stage.PAIR, "unmatched");
  private static final long LIKE_WEIGHT = MILLION / 2;
  private static final Comparator<Judged> BY_MARGIN =
      Comparator.comparingInt((Judged j) -> -j.margin()).thenComparing(j -> j.answer().id());

  private final PairRules rules;
  private final KeyedHash hash;

  private Pairing(PairRules rules, KeyedHash hash) {
    this.rules = rules;
    this.hash = hash;
  }

  /** Pairs by rules; row ids are drawn by the dataset's hash. */
  public static Pairing of(PairRules rules, KeyedHash hash) {
    return new Pairing(rules, hash);
  }

  /** The rows of a settled context. */
  public PairedContext apply(SettledContext context, Outcomes.Gatherer outcomes) {
    List<Proposal> proposals = new ArrayList<>();
    context.preferences().forEach(p -> proposals.add(Proposal.of(p)));
    context.corrections().stream()
        .filter(Corrected::contrasting)
        .forEach(c -> proposals.add(Proposal.of(c)));
    proposals.addAll(opposingThumbs(context.judged()));
    List<Proposal> merged = merge(proposals);
    List<Proposal> formed = Contradictions.settle(merged, outcomes);
    formed.sort(Proposal.TRUST);
    Set<Id> paired = new HashSet<>();
    count(merged.size() - formed.size(), formed.size(), outcomes);
    List<PreferencePair> pairs = new ArrayList<>();
    for (Proposal proposal : formed) {
      paired.add(proposal.chosen().id());
      paired.add(proposal.rejected().id());
      if (pairs.size() < rules.perContext()) {
        pairs.add(pair(context.key(), proposal));
      } else {
        Reason overflow =
            new Reason(Stage.PAIR, "overflow", (double) formed.size(), (double) rules.perContext());
        proposal.supporters().forEach(s -> outcomes.reject(s.eventId(), overflow));
      }
    }
    refuseUnmatched(context, paired, merged, outcomes);
    return new PairedContext(
        context.key(),
        context.bucket(),
        context.side(),
        context.exchange(),
        context.category(),
        pairs,
        verdicts(context, paired),
        demonstrations(context));
  }

  private void count(int contradicting, int formed, Outcomes.Gatherer outcomes) {
    outcomes.count("pairs.contradictions", contradicting);
    outcomes.count("pairs.overflow_pairs", Math.max(0, formed - rules.perContext()));
    outcomes.count("pairs.overflow_contexts", formed > rules.perContext() ? 1 : 0);
  }

  /** A dislike of an answer that other evidence put into a pair makes no row of its own. */
  private static void refuseUnmatched(
      SettledContext context,
      Set<Id> paired,
      List<Proposal> proposals,
      Outcomes.Gatherer outcomes) {
    Set<Id> proposing = new HashSet<>();
    proposals.forEach(p -> p.supporters().forEach(s -> proposing.add(s.event())));
    for (Judged judged : context.judged()) {
      if (!judged.up() && paired.contains(judged.answer().id())) {
        judged.supporters().stream()
            .filter(s -> !proposing.contains(s.event()))
            .forEach(s -> outcomes.reject(s.eventId(), UNMATCHED));
      }
    }
  }

  /** Liked and disliked answers, each sorted by margin and stable key, zipped: each answer once. */
  private static List<Proposal> opposingThumbs(List<Judged> judged) {
    List<Judged> ups = judged.stream().filter(Judged::up).sorted(BY_MARGIN).toList();
    List<Judged> downs = judged.stream().filter(j -> !j.up()).sorted(BY_MARGIN).toList();
    List<Proposal> zipped = new ArrayList<>();
    for (int i = 0; i < Math.min(ups.size(), downs.size()); i++) {
      zipped.add(Proposal.of(ups.get(i), downs.get(i)));
    }
    return zipped;
  }

  private static List<Proposal> merge(List<Proposal> proposals) {
    Map<List<Id>, Proposal> merged = new LinkedHashMap<>();
    for (Proposal p : proposals) {
      merged.merge(List.of(p.chosen().id(), p.rejected().id()), p, Proposal::with);
    }
    return new ArrayList<>(merged.values());
  }

  private PreferencePair pair(Id context, Proposal p) {
    Id row = rowId(Config.PREFERENCE, context, p.chosen().text(), p.rejected().text());
    return new PreferencePair(
        row,
        p.chosen(),
        p.rejected(),
        p.evidence(),
        p.correction(),
        Supporter.persons(p.supporters()),
        p.strength(),
        p.supporters());
  }

  private List<Verdict> verdicts(SettledContext context, Set<Id> paired) {
    return context.judged().stream()
        .filter(j -> !paired.contains(j.answer().id()))
        .map(
            j ->
                new Verdict(
                    rowId(
                        Config.UNPAIRED,
                        context.key(),
                        j.answer().text(),
                        Boolean.toString(j.up())),
                    j.answer(),
                    j.up(),
                    Supporter.persons(j.supporters()),
                    j.supporters()))
        .toList();
  }

  /**
   * One for each wanted text; a text that is both a correction and liked is one row on both
   * grounds.
   */
  private List<Demonstration> demonstrations(SettledContext context) {
    Map<Id, Demonstration> byAnswer = new LinkedHashMap<>();
    for (Corrected c : context.corrections()) {
      byAnswer.merge(
          c.replacement().id(),
          demonstration(
              context.key(),
              c.replacement(),
              c.curated() ? Evidence.CURATED : Evidence.CORRECTION,
              MILLION,
              List.of(c.original().text()),
              c.corrections()),
          Pairing::both);
    }
    for (Judged j : context.judged()) {
      if (j.up()) {
        byAnswer.merge(
            j.answer().id(),
            demonstration(
                context.key(), j.answer(), evidence(j), LIKE_WEIGHT, List.of(), j.supporters()),
            Pairing::both);
      }
    }
    return List.copyOf(byAnswer.values());
  }

  private static Evidence evidence(Judged liked) {
    if (liked.approved()) {
      return Evidence.CURATED;
    }
    return liked.votes() == 1 ? Evidence.THUMBS_ONE_PERSON : Evidence.THUMBS_PEOPLE;
  }

  private Demonstration demonstration(
      Id context,
      Answer answer,
      Evidence evidence,
      long weight,
      List<String> corrects,
      List<Supporter> supporters) {
    return new Demonstration(
        rowId(Config.SFT, context, answer.text()), answer, evidence, weight, corrects, supporters);
  }

  private static Demonstration both(Demonstration a, Demonstration b) {
    Demonstration better = a.evidence().compareTo(b.evidence()) <= 0 ? a : b;
    return new Demonstration(
        better.row(),
        better.answer(),
        better.evidence(),
        Math.max(a.weight(), b.weight()),
        Stream.concat(a.corrects().stream(), b.corrects().stream()).toList(),
        union(a.supporters(), b.supporters()));
  }

  static List<Supporter> union(List<Supporter> a, List<Supporter> b) {
    return Stream.concat(a.stream(), b.stream()).distinct().sorted(Supporter.ORDER).toList();
  }

  private Id rowId(Config config, Id context, String... texts) {
    String[] parts = new String[texts.length + 2];
    parts[0] = config.name();
    parts[1] = context.hex();
    System.arraycopy(texts, 0, parts, 2, texts.length);
    return hash.id("row", parts);
  }
}
