package prefmill.trainers.evaluate.judge;

import java.util.OptionalDouble;

/**
 * What a judge made of two answers to one prompt, asked in both orders.
 *
 * @param person the person whose prompt it is
 * @param outcome how it ended
 */
public record JudgedPrompt(String person, Outcome outcome) {
  /** How the comparison of two answers ended. */
  public enum Outcome {
    /** Both orders prefer the candidate's answer. */
    WIN(1),
    /** The orders disagree, or see no difference; equal answers, unasked. */
    TIE(0.5),
    /** Both orders prefer the baseline's answer. */
    LOSS(0),
    /** An answer of the judge was none of the words asked for. */
    UNREADABLE(Double.NaN),
    /** The prompt fills the model's length, so that there is no answer to compare. */
    TOO_LONG(Double.NaN);

    private final double points;

    Outcome(double points) {
      this.points = points;
    }

    /** Points of the candidate; empty if nothing was compared. */
    OptionalDouble points() {
      return Double.isNaN(points) ? OptionalDouble.empty() : OptionalDouble.of(points);
    }
  }
}
