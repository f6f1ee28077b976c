package prefmill.transforms.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import prefmill.transforms.event.Exchange;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.quality.QualityRules;
import prefmill.transforms.quality.Role;
import prefmill.transforms.settled.Answer;
import prefmill.transforms.settled.Corrected;
import prefmill.transforms.settled.Judged;
import prefmill.transforms.settled.Preferred;
import prefmill.transforms.settled.SettledContext;
import prefmill.transforms.settled.Supporter;

/**
 * Judges each text of a context in its role, once.
 *
 * <p>A bad prompt refuses everything that rests on the context; a bad answer refuses what needs it
 * in that role: a disliked answer may well be short, a demonstration may not, and a correction of
 * what may not even be disliked still is a demonstration.
 */
public final class TextCheck {
  private final QualityRules rules;

  private TextCheck(QualityRules rules) {
    this.rules = rules;
  }

  /** Checks by rules. */
  public static TextCheck of(QualityRules rules) {
    return new TextCheck(rules);
  }

  /** The context without what a rule refuses. */
  public SettledContext apply(SettledContext context, Outcomes.Gatherer outcomes) {
    Exchange exchange = context.exchange();
    Optional<Reason> prompt =
        exchange == null || exchange.prompt() == null
            ? Optional.empty()
            : rules.judge(Role.PROMPT, exchange.prompt());
    Verdicts verdicts = new Verdicts(prompt);
    List<Judged> judged = new ArrayList<>();
    for (Judged j : context.judged()) {
      Optional<Reason> refused = verdicts.of(j.up() ? Role.CHOSEN : Role.REJECTED, j.answer());
      if (keeps(refused, j.supporters(), outcomes)) {
        judged.add(j);
      }
    }
    List<Preferred> preferences = new ArrayList<>();
    for (Preferred p : context.preferences()) {
      Optional<Reason> refused =
          verdicts.of(Role.CHOSEN, p.chosen()).or(() -> verdicts.of(Role.REJECTED, p.rejected()));
      if (keeps(refused, p.supporters(), outcomes)) {
        preferences.add(p);
      }
    }
    List<Corrected> corrections = new ArrayList<>();
    for (Corrected c : context.corrections()) {
      if (keeps(verdicts.of(Role.CHOSEN, c.replacement()), c.corrections(), outcomes)) {
        boolean contrasting =
            keeps(verdicts.of(Role.REJECTED, c.original()), c.corrections(), outcomes);
        corrections.add(contrasting ? c : c.alone());
      }
    }
    return new SettledContext(
        context.key(),
        context.bucket(),
        context.side(),
        exchange,
        context.category(),
        judged,
        preferences,
        corrections);
  }

  private static boolean keeps(
      Optional<Reason> refused, Collection<Supporter> supporters, Outcomes.Gatherer outcomes) {
    refused.ifPresent(reason -> supporters.forEach(s -> outcomes.reject(s.eventId(), reason)));
    return refused.isEmpty();
  }

  /** What the rules say of each answer in each role, asked once. */
  private final class Verdicts {
    private final Optional<Reason> prompt;
    private final Map<Role, Map<Id, Optional<Reason>>> known = new EnumMap<>(Role.class);

    Verdicts(Optional<Reason> prompt) {
      this.prompt = prompt;
    }

    Optional<Reason> of(Role role, Answer answer) {
      if (prompt.isPresent()) {
        return prompt;
      }
      return known
          .computeIfAbsent(role, r -> new HashMap<>())
          .computeIfAbsent(answer.id(), id -> rules.judge(role, answer.text()));
    }
  }
}
