package prefmill.transforms.event;

import java.util.List;
import java.util.function.UnaryOperator;

/** What a person said about an answer. */
public sealed interface Signal {
  /** The facet this signal speaks about; of a retraction the one it takes back, null for all. */
  Facet facet();

  /** The same signal with every text of people or models rewritten. */
  default Signal mapText(UnaryOperator<String> text) {
    return this;
  }

  /** Thumb up, neutral or down. */
  record Thumb(Polarity value) implements Signal {
    @Override
    public Facet facet() {
      return Facet.POLARITY;
    }
  }

  /**
   * A value on a scale.
   *
   * @param value the rating
   * @param min the scale's least value
   * @param max the scale's greatest value, above min
   */
  record Rating(double value, double min, double max) implements Signal {
    /** Up at or above three quarters of the range, down at or below one quarter, else neutral. */
    public Polarity polarity() {
      double share = share();
      return share >= 0.75 ? Polarity.UP : share <= 0.25 ? Polarity.DOWN : Polarity.NEUTRAL;
    }

    /** The place of the value in its range, 0 to 1. */
    public double share() {
      return (value - min) / (max - min);
    }

    @Override
    public Facet facet() {
      return Facet.POLARITY;
    }
  }

  /** The answer as the person would have wanted it. */
  record Correction(String text) implements Signal {
    @Override
    public Facet facet() {
      return Facet.CORRECTION;
    }

    @Override
    public Signal mapText(UnaryOperator<String> rewrite) {
      return new Correction(rewrite.apply(text));
    }
  }

  /**
   * A choice between two or more answers.
   *
   * @param candidates the answers, two or more
   * @param winner index of the chosen candidate, {@link #TIE} or {@link #BOTH_BAD}
   * @param strength how strongly, 0 to 1; null if unknown
   */
  record Choice(List<Candidate> candidates, int winner, Double strength) implements Signal {
    /** All candidates are equally good. */
    public static final int TIE = -1;

    /** No candidate is acceptable. */
    public static final int BOTH_BAD = -2;

    public Choice {
      candidates = List.copyOf(candidates);
    }

    @Override
    public Facet facet() {
      return Facet.COMPARISON;
    }

    @Override
    public Signal mapText(UnaryOperator<String> rewrite) {
      return new Choice(
          Body.each(candidates, candidate -> candidate.mapText(rewrite)), winner, strength);
    }
  }

  /** What a curator decided about the answer; edit is the curator's own text, null without one. */
  record Review(Decision decision, String edit) implements Signal {
    /** A curator's decision. */
    public enum Decision {
      APPROVE,
      REJECT,
      EDIT
    }

    @Override
    public Facet facet() {
      return Facet.REVIEW;
    }

    @Override
    public Signal mapText(UnaryOperator<String> rewrite) {
      return edit == null ? this : new Review(decision, rewrite.apply(edit));
    }
  }

  /** Takes back what the same person said before about the message; a null facet takes back all. */
  record Retraction(Facet facet) implements Signal {}
}
