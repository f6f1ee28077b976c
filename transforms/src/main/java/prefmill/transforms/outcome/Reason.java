package prefmill.transforms.outcome;

import java.util.Comparator;
import java.util.List;

/**
 * Why a rule said no.
 *
 * @param stage the step
 * @param rule the rule's name within the step
 * @param value what was measured; null if nothing is measured
 * @param threshold what it was compared with; null if nothing is measured
 */
public record Reason(Stage stage, String rule, Double value, Double threshold) {
  /** The order in which the flow asks: of several reasons the first is the one that is told. */
  public static final Comparator<Reason> FLOW =
      Comparator.comparing(Reason::stage)
          .thenComparing(r -> Asked.ORDER.indexOf(r.rule))
          .thenComparing(Reason::rule)
          .thenComparing(Reason::value, Comparator.nullsFirst(Comparator.naturalOrder()));

  /** A reason without measurement. */
  public static Reason of(Stage stage, String rule) {
    return new Reason(stage, rule, null, null);
  }

  /**
   * Where the order of rules within a stage is fixed; the others come before, by name. Quality
   * rules stand as in the catalogue; a policy that names them in another order changes what one
   * text is refused for, not which of an event's several texts is told of.
   */
  private static final class Asked {
    private static final List<String> ORDER =
        List.of(
            "superseded",
            "retracted",
            "retraction",
            "neutral",
            "tie",
            "outvoted",
            "conflict",
            "not_approved",
            "empty",
            "too_short",
            "too_long",
            "control_tokens",
            "unsupported_content",
            "encoding_damage",
            "truncated",
            "refusal",
            "boilerplate",
            "markup",
            "repetition",
            "wrong_language",
            "correction_is_instruction",
            "correction_unchanged",
            "correction_drift",
            "weak_preference",
            "not_different_enough",
            "length_ratio",
            "length_difference",
            "more_detailed");
  }
}
