package prefmill.trainers.djl.generate;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How the next token is chosen.
 *
 * @param temperature what logits are divided by; 0 takes the likeliest token, of equals the first
 * @param seed of the draws; each prompt draws from its own sequence, whatever stands beside it
 */
public record Sampling(double temperature, long seed) {
  public Sampling {
    if (!(temperature >= 0 && Double.isFinite(temperature))) {
      throw new IllegalArgumentException(
          "sampling: temperature must be a number of at least 0, it is " + temperature);
    }
  }

  /** Always the likeliest token. */
  public static Sampling greedy() {
    return new Sampling(0, 0);
  }

  /** The draws of one prompt. */
  SplittableRandom draws(long[] prompt) {
    return new SplittableRandom(seed * 31 + Arrays.hashCode(prompt));
  }

  int choose(float[] logits, SplittableRandom draws) {
    return temperature == 0 ? likeliest(logits) : draw(logits, draws.nextDouble());
  }

  private static int likeliest(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      if (logits[i] > logits[best]) {
        best = i;
      }
    }
    return best;
  }

  private int draw(float[] logits, double uniform) {
    double top = logits[likeliest(logits)];
    double[] upTo = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      sum += Math.exp((logits[i] - top) / temperature);
      upTo[i] = sum;
    }
    int at = Arrays.binarySearch(upTo, uniform * sum);
    return Math.min(logits.length - 1, at < 0 ? -at - 1 : at + 1);
  }
}
