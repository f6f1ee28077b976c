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
 * 3.8). The same seed gives the same numbers on every machine.
 */
public final class PersonBootstrap {
  private static final int RESAMPLES = 2_000;

  private final double[] means = new double[RESAMPLES];

  private PersonBootstrap() {}

  /**
   * Draws.
   *
   * @param persons each one's sums, in an order that does not depend on the run
   * @param none makes sums of nothing
   */
  public static <S extends Sums<S>> PersonBootstrap of(
      Collection<S> persons, Supplier<S> none, long seed) {
    List<S> each = new ArrayList<>(persons);
    SplittableRandom random = new SplittableRandom(seed);
    PersonBootstrap bootstrap = new PersonBootstrap();
    for (int i = 0; i < RESAMPLES; i++) {
      S drawn = none.get();
      for (int j = 0; j < each.size(); j++) {
        drawn.add(each.get(random.nextInt(each.size())));
      }
      bootstrap.means[i] = drawn.mean();
    }
    Arrays.sort(bootstrap.means);
    return bootstrap;
  }

  /** The value that a share alpha of all draws lies below: a one-sided lower bound of the mean. */
  public double lowerBound(double alpha) {
    return means[(int) (alpha * RESAMPLES)];
  }

  /** The value that a share alpha of all draws lies above: a one-sided upper bound of the mean. */
  public double upperBound(double alpha) {
    return means[RESAMPLES - 1 - (int) (alpha * RESAMPLES)];
  }
}
