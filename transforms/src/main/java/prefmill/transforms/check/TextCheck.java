package prefmill.transforms.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

  private final boolean allReasons;

  private TextCheck(QualityRules rules, boolean allReasons) {
    this.rules = rules;
    this.allReasons = allReasons;
  }

  /** Checks by rules. */
  public static TextCheck of(QualityRules rules) {
    return of(rules, false);
  }

  /** Checks by rules, and tallies the events of every rule that says no if asked. */
  public static TextCheck of(QualityRules rules, boolean allReasons) {
    return new TextCheck(rules, allReasons);
  }

  /** The context without what a rule refuses. */
  public SettledContext apply(SettledContext context, Outcomes.Gatherer outcomes) {
    Exchange exchange = context.exchange();
    Texts texts = new Texts(exchange, outcomes);
    List<Judged> judged = new ArrayList<>();
    for (Judged j : context.judged()) {
      if (texts.keep(
          j.supporters(), texts.reasons(j.up() ? Role.CHOSEN : Role.REJECTED, j.answer()))) {
        judged.add(j);
      }
    }
    List<Preferred> preferences = new ArrayList<>();
    for (Preferred p : context.preferences()) {
      List<Reason> reasons = new ArrayList<>(texts.reasons(Role.CHOSEN, p.chosen()));
      reasons.addAll(texts.reasons(Role.REJECTED, p.rejected()));
      if (texts.keep(p.supporters(), reasons)) {
        preferences.add(p);
      }
    }
    List<Corrected> corrections = new ArrayList<>();
    for (Corrected c : context.corrections()) {
      List<Supporter> supporters = withApprovals(c);
      if (texts.keep(supporters, texts.reasons(Role.CHOSEN, c.replacement()))) {
        boolean contrasting = texts.keep(supporters, texts.reasons(Role.REJECTED, c.original()));
        corrections.add(contrasting ? c : c.alone());
      }
    }
    texts.tell();
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

  /** An approval of a down that only stands beside a correction ends where the correction does. */
  private static List<Supporter> withApprovals(Corrected c) {
    return Stream.concat(c.corrections().stream(), c.downs().stream().filter(Supporter::approves))
        .toList();
  }

  /** What the rules say of the texts of one context, each asked once in a role. */
  private final class Texts {
    private final Outcomes.Gatherer outcomes;
    private final AllReasons all = new AllReasons();
    private final List<Reason> prompt;
    private final Map<Role, Map<Id, List<Reason>>> known = new EnumMap<>(Role.class);

    Texts(Exchange exchange, Outcomes.Gatherer outcomes) {
      this.outcomes = outcomes;
      this.prompt =
          exchange == null || exchange.prompt() == null
              ? List.of()
              : ask(Role.PROMPT, exchange.prompt());
    }

    /**
     * Why what needs an answer in a role is refused; only the first reason if no more are asked.
     */
    List<Reason> reasons(Role role, Answer answer) {
      if (!prompt.isEmpty() && !allReasons) {
        return prompt;
      }
      List<Reason> own =
          known
              .computeIfAbsent(role, r -> new HashMap<>())
              .computeIfAbsent(answer.id(), id -> ask(role, answer.text()));
      return prompt.isEmpty() ? own : Stream.concat(prompt.stream(), own.stream()).toList();
    }

    boolean keep(Collection<Supporter> supporters, List<Reason> reasons) {
      if (reasons.isEmpty()) {
        return true;
      }
      all.add(reasons, supporters);
      supporters.forEach(s -> outcomes.reject(s.eventId(), reasons.get(0)));
      return false;
    }

    void tell() {
      if (allReasons) {
        all.tell(outcomes);
      }
    }

    private List<Reason> ask(Role role, String text) {
      return allReasons
          ? rules.reasons(role, text).toList()
          : rules.judge(role, text).stream().toList();
    }
  }
}
