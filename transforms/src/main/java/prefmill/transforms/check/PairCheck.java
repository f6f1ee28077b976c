package prefmill.transforms.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.pairs.Demonstration;
import prefmill.transforms.pairs.PairedContext;
import prefmill.transforms.pairs.PreferencePair;
import prefmill.transforms.pairs.Verdict;
import prefmill.transforms.quality.QualityRules;
import prefmill.transforms.settled.Supporter;

/** Compares chosen with rejected, and says for each row that stays on which events it rests. */
public final class PairCheck {
  private final QualityRules rules;

  private PairCheck(QualityRules rules) {
    this.rules = rules;
  }

  /** Checks by rules. */
  public static PairCheck of(QualityRules rules) {
    return new PairCheck(rules);
  }

  /** The context without the pairs that a rule refuses, nor demonstrations that are no answers. */
  public PairedContext apply(PairedContext context, Outcomes.Gatherer outcomes) {
    String prompt = context.exchange() == null ? null : context.exchange().prompt();
    List<PreferencePair> pairs = new ArrayList<>();
    for (PreferencePair pair : context.pairs()) {
      String chosen = pair.chosen().text();
      String rejected = pair.rejected().text();
      Optional<Reason> refused = rules.judgePair(prompt, chosen, rejected, pair.correction());
      if (refused.isPresent()) {
        reject(pair.supporters(), refused.get(), outcomes);
      } else {
        pairs.add(pair);
        use(pair.supporters(), pair.row(), outcomes);
      }
    }
    List<Demonstration> demonstrations = new ArrayList<>();
    for (Demonstration demonstration : context.demonstrations()) {
      String text = demonstration.answer().text();
      Optional<Reason> refused =
          demonstration.corrects().stream()
              .flatMap(original -> rules.judgeCorrection(prompt, text, original).stream())
              .findFirst();
      if (refused.isPresent()) {
        reject(demonstration.supporters(), refused.get(), outcomes);
      } else {
        demonstrations.add(demonstration);
        use(demonstration.supporters(), demonstration.row(), outcomes);
      }
    }
    for (Verdict verdict : context.verdicts()) {
      use(verdict.supporters(), verdict.row(), outcomes);
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

  private static void reject(
      List<Supporter> supporters, Reason reason, Outcomes.Gatherer outcomes) {
    supporters.forEach(s -> outcomes.reject(s.eventId(), reason));
  }

  private static void use(List<Supporter> supporters, Id row, Outcomes.Gatherer outcomes) {
    supporters.forEach(s -> outcomes.use(s.eventId(), row));
  }
}
