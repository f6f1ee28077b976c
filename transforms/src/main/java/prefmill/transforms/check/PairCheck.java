package prefmill.transforms.check;

import java.util.ArrayList;
import java.util.List;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.pairs.Demonstration;
import prefmill.transforms.pairs.PairedContext;
import prefmill.transforms.pairs.PreferencePair;
import prefmill.transforms.pairs.Verdict;
import prefmill.transforms.quality.JudgedPair;
import prefmill.transforms.quality.QualityRules;
import prefmill.transforms.settled.Supporter;

/** Compares chosen with rejected, and says for each row that stays on which events it rests. */
public final class PairCheck {
  private final QualityRules rules;

  private final boolean allReasons;

  private PairCheck(QualityRules rules, boolean allReasons) {
    this.rules = rules;
    this.allReasons = allReasons;
  }

  /** Checks by rules. */
  public static PairCheck of(QualityRules rules) {
    return of(rules, false);
  }

  /** Checks by rules, and tallies the events of every rule that says no if asked. */
  public static PairCheck of(QualityRules rules, boolean allReasons) {
    return new PairCheck(rules, allReasons);
  }

  /** The context without the pairs that a rule refuses, nor demonstrations that are no answers. */
  public PairedContext apply(PairedContext context, Outcomes.Gatherer outcomes) {
    String prompt = context.exchange() == null ? null : context.exchange().prompt();
    AllReasons all = new AllReasons();
    List<PreferencePair> pairs = new ArrayList<>();
    for (PreferencePair pair : context.pairs()) {
      List<Reason> refused = reasons(prompt, pair);
      if (refused.isEmpty()) {
        pairs.add(pair);
        use(pair.supporters(), pair.row(), outcomes);
      } else {
        all.add(refused, pair.supporters());
        reject(pair.supporters(), refused.get(0), outcomes);
      }
    }
    List<Demonstration> demonstrations = new ArrayList<>();
    for (Demonstration demonstration : context.demonstrations()) {
      List<Reason> refused = reasons(prompt, demonstration);
      if (refused.isEmpty()) {
        demonstrations.add(demonstration);
        use(demonstration.supporters(), demonstration.row(), outcomes);
      } else {
        all.add(refused, demonstration.supporters());
        reject(demonstration.supporters(), refused.get(0), outcomes);
      }
    }
    for (Verdict verdict : context.verdicts()) {
      use(verdict.supporters(), verdict.row(), outcomes);
    }
    if (allReasons) {
      all.tell(outcomes);
    }
    return new PairedContext(
        context.key(),
        context.bucket(),
        context.side(),
        context.exchange(),
        context.category(),
        pairs,
        context.verdicts(),
        demonstrations);
  }

  private List<Reason> reasons(String prompt, PreferencePair pair) {
    JudgedPair judged =
        new JudgedPair(
            prompt,
            pair.chosen().text(),
            pair.rejected().text(),
            pair.correction(),
            pair.strength());
    return allReasons
        ? rules.pairReasons(judged).toList()
        : rules.judgePair(judged).stream().toList();
  }

  /** A correction is an example if it could have replaced every answer that it corrects. */
  private List<Reason> reasons(String prompt, Demonstration demonstration) {
    String text = demonstration.answer().text();
    return demonstration.corrects().stream()
        .flatMap(original -> rules.correctionReasons(prompt, text, original))
        .limit(allReasons ? Long.MAX_VALUE : 1)
        .toList();
  }

  private static void reject(
      List<Supporter> supporters, Reason reason, Outcomes.Gatherer outcomes) {
    supporters.forEach(s -> outcomes.reject(s.eventId(), reason));
  }

  private static void use(List<Supporter> supporters, Id row, Outcomes.Gatherer outcomes) {
    supporters.forEach(s -> outcomes.use(s.eventId(), row));
  }
}
