package prefmill.transforms.outcome;

/**
 * Why a rule said no.
 *
 * @param stage the step
 * @param rule the rule's name within the step
 * @param value what was measured; null if nothing is measured
 * @param threshold what it was compared with; null if nothing is measured
 */
public record Reason(Stage stage, String rule, Double value, Double threshold) {
  /** A reason without measurement. */
  public static Reason of(Stage stage, String rule) {
    return new Reason(stage, rule, null, null);
  }
}
