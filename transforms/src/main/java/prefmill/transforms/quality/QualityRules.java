package prefmill.transforms.quality;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.quality.settings.RuleDescription;
import prefmill.transforms.quality.settings.Settings;

/**
 * The rules of one policy in their order: that of {@link #descriptions}, unless the policy names
 * some in another. The first that refuses is the reason.
 *
 * @param textRules the rules on one text
 * @param pairRules the rules on a pair
 */
public record QualityRules(List<TextRule> textRules, List<PairRule> pairRules)
    implements Serializable {
  public QualityRules {
    textRules = List.copyOf(textRules);
    pairRules = List.copyOf(pairRules);
  }

  /** The rules of a policy that says nothing about quality. */
  public static QualityRules defaults() {
    return of(Settings.NONE);
  }

  /** The rules of a policy that leaves their order as it is; see {@link #of(Settings)}. */
  public static QualityRules of(Map<String, Map<String, Object>> settings, Set<String> off) {
    return of(Settings.of(settings, off));
  }

  /**
   * The rules of a policy.
   *
   * @throws IllegalArgumentException naming every unknown rule, unknown threshold and value out of
   *     range
   */
  public static QualityRules of(Settings settings) {
    List<String> faults = RuleCatalogue.faults(settings);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", faults));
    }
    return new QualityRules(RuleCatalogue.textRules(settings), RuleCatalogue.pairRules(settings));
  }

  /** The names of the rules that judge, in their order. */
  public List<String> order() {
    return Stream.concat(
            textRules.stream().map(TextRule::name), pairRules.stream().map(PairRule::name))
        .toList();
  }

  /** What every rule is, in the order in which they judge by default. */
  public static List<RuleDescription> descriptions() {
    return RuleCatalogue.descriptions();
  }

  /** Why a text is refused in its role; empty if it is kept. */
  public Optional<Reason> judge(Role role, String text) {
    return reasons(role, text).findFirst();
  }

  /** Why a pair is refused; empty if it is kept. */
  public Optional<Reason> judgePair(JudgedPair pair) {
    return pairReasons(pair).findFirst();
  }

  /** Every reason to refuse a text in its role, in the order of the rules. */
  public Stream<Reason> reasons(Role role, String text) {
    return textRules.stream().flatMap(rule -> rule.judge(role, text).stream());
  }

  /** Every reason to refuse a pair, in the order of the rules. */
  public Stream<Reason> pairReasons(JudgedPair pair) {
    return pairRules.stream().flatMap(rule -> rule.judge(pair).stream());
  }

  /** Every reason why a correction is no demonstration of a good answer. */
  public Stream<Reason> correctionReasons(String prompt, String correction, String response) {
    JudgedPair pair = JudgedPair.correction(prompt, correction, response);
    return pairRules.stream()
        .filter(PairRule::onlyCorrections)
        .flatMap(rule -> rule.judge(pair).stream());
  }
}
