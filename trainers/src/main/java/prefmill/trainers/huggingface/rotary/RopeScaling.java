package prefmill.trainers.huggingface.rotary;

/** How frequencies are stretched to a longer context; the names are those of transformers. */
public sealed interface RopeScaling {
  /**
   * The stretched frequency.
   *
   * @param plain before it is stretched
   * @param pair of components, from 0
   * @param width of a head
   * @param theta the base
   */
  double stretched(double plain, int pair, int width, double theta);

  /** What cosines and sines are multiplied with. */
  default double attentionFactor() {
    return 1;
  }

  /** Not at all; {@code default}, and {@code dynamic} up to the length the model was made for. */
  record None() implements RopeScaling {
    @Override
    public double stretched(double plain, int pair, int width, double theta) {
      return plain;
    }
  }

  /** All alike; {@code linear}. */
  record Linear(double factor) implements RopeScaling {
    @Override
    public double stretched(double plain, int pair, int width, double theta) {
      return plain / factor;
    }
  }

  /**
   * Slow ones by a factor, fast ones not, those between in part; {@code llama3}, as Llama 3.1 does.
   *
   * @param lowFactor wavelengths above the original length over this are divided
   * @param highFactor wavelengths below the original length over this are kept
   * @param originalLength the context before it was stretched
   */
  record Llama3(double factor, double lowFactor, double highFactor, int originalLength)
      implements RopeScaling {
    @Override
    public double stretched(double plain, int pair, int width, double theta) {
      double turns = originalLength * plain / (2 * Math.PI);
      double kept = Math.min(1, Math.max(0, (turns - lowFactor) / (highFactor - lowFactor)));
      return (1 - kept) * plain / factor + kept * plain;
    }
  }

  /**
   * The same along the components of a head; {@code yarn} (Peng et al., 2023, arXiv:2309.00071).
   *
   * @param betaFast components that turn more often than this in the original length are kept
   * @param betaSlow components that turn less often are divided
   * @param originalLength the context before it was stretched
   * @param truncate whether the bounds are whole components
   */
  record Yarn(
      double factor,
      double betaFast,
      double betaSlow,
      int originalLength,
      boolean truncate,
      double attentionFactor)
      implements RopeScaling {
    @Override
    public double stretched(double plain, int pair, int width, double theta) {
      double low = component(betaFast, width, theta);
      double high = component(betaSlow, width, theta);
      if (truncate) {
        low = Math.floor(low);
        high = Math.ceil(high);
      }
      low = Math.max(low, 0);
      high = Math.min(high, width - 1);
      high += low == high ? 0.001 : 0;
      double divided = Math.min(1, Math.max(0, (pair - low) / (high - low)));
      return plain / factor * divided + plain * (1 - divided);
    }

    /** The component that turns so often within the original length. */
    private double component(double turns, int width, double theta) {
      return width * Math.log(originalLength / (turns * 2 * Math.PI)) / (2 * Math.log(theta));
    }
  }
}
