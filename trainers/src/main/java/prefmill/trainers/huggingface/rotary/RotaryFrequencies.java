package prefmill.trainers.huggingface.rotary;

/**
 * The angles of the rotary position embedding (Su et al., 2021), plain or stretched to a longer
 * context, as transformers 5 computes them.
 *
 * @param theta the base
 * @param scaling how they are stretched
 */
public record RotaryFrequencies(double theta, RopeScaling scaling) {
  /** Frequencies that are not stretched. */
  public static RotaryFrequencies plain(double theta) {
    return new RotaryFrequencies(theta, new RopeScaling.None());
  }

  /** The angle between two positions of one pair of components, in single precision. */
  public float frequency(int pair, int width) {
    return (float) scaling.stretched(Math.pow(theta, -2.0 * pair / width), pair, width, theta);
  }

  /** What cosines and sines are multiplied with. */
  public double attentionFactor() {
    return scaling.attentionFactor();
  }
}
