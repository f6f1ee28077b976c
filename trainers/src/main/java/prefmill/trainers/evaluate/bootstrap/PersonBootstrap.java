package prefmill.trainers.evaluate.bootstrap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Draws persons with replacement, to say how far a mean could lie from what was seen.
 *
 * <p>Rows of one person come and go together (cluster bootstrap: Davison and Hinkley 1997, section
 * 3.8). There are so many draws that twenty lie beyond each bound, at least 2,000. The same seed
 * gives the same numbers on every machine.
 */
public final class PersonBootstrap {
  private static final int LEAST_DRAWS = 2_000;
  private static final int MOST_DRAWS = 400_000;
  private static final int DRAWS_BEYOND = 20;

  private final double[] means;
  private final int beyond;

  private PersonBootstrap(double[] means, int beyond) {
    this.means = means;
    this.beyond = beyond;
  }

  /**
   * Draws.
   *
   * @param persons each one's sums, in an order that does not depend on the run
   * @param none makes sums of nothing
   * @param alpha the level of each bound, one that {@link #reaches} knows
   */
  public static <S extends Sums<S>> PersonBootstrap of(
      Collection<S> persons, Supplier<S> none, double alpha, long seed) {
    if (!reaches(alpha)) {
      throw new IllegalArgumentException("no bound at the level " + alpha);
    }
    List<S> each = new ArrayList<>(persons);
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[Math.max(LEAST_DRAWS, (int) Math.ceil(DRAWS_BEYOND / alpha))];
    for (int i = 0; i < means.length; i++) {
      S drawn = none.get();
      for (int j = 0; j < each.size(); j++) {
        drawn.add(each.get(random.nextInt(each.size())));
      }
      means[i] = drawn.mean();
    }
    Arrays.sort(means);
    return new PersonBootstrap(means, (int) (alpha * means.length));
  }

  /** Whether a bound at this level takes no more than 400,000 draws. */
  public static boolean reaches(double alpha) {
    return alpha * MOST_DRAWS >= DRAWS_BEYOND;
  }

  /** The value that a share alpha of all draws lies below: a one-sided lower bound of the mean. */
  public double lowerBound() {
    return means[beyond];
  }

  /** The value that a share alpha of all draws lies above: a one-sided upper bound of the mean. */
  public double upperBound() {
    return means[means.length - 1 - beyond];
  }
}
