package prefmill.transforms.mask;

import java.util.ArrayList;
import java.util.List;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.mask.rules.AuthorRule;
import prefmill.transforms.mask.rules.BuiltInRules;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.RuleScanner.Ranked;

/** Which rules look for which type; a type that the policy keeps has none. */
final class RulesByType {
  /** A type's place is the rank that decides between findings of equal length. */
  static final List<PiiType> TYPES = List.of(PiiType.values());

  private RulesByType() {}

  /** The rules that hold for every event. */
  static List<Ranked> of(MaskingRules rules) {
    List<Ranked> ranked = new ArrayList<>();
    for (PiiType type : TYPES) {
      if (rules.treatment(type) != Treatment.KEEP) {
        for (PiiRule rule : rulesOf(type)) {
          ranked.add(new Ranked(TYPES.indexOf(type), rule));
        }
      }
    }
    return ranked;
  }

  /** The rules that look for one author. */
  static List<Ranked> of(MaskingRules rules, Author author) {
    List<Ranked> ranked = new ArrayList<>();
    if (rules.treatment(PiiType.PERSON) != Treatment.KEEP && author.userName() != null) {
      ranked.add(new Ranked(TYPES.indexOf(PiiType.PERSON), AuthorRule.ofName(author.userName())));
    }
    if (rules.treatment(PiiType.EMAIL) != Treatment.KEEP && author.userEmail() != null) {
      ranked.add(new Ranked(TYPES.indexOf(PiiType.EMAIL), AuthorRule.ofEmail(author.userEmail())));
    }
    return ranked;
  }

  private static List<PiiRule> rulesOf(PiiType type) {
    return switch (type) {
      case EMAIL -> BuiltInRules.email();
      default -> List.of();
    };
  }
}
