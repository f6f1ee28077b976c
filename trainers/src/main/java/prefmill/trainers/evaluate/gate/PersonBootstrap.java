package prefmill.trainers.evaluate.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws persons with replacement, to say how far a mean could lie from what was seen.
 *
 * <p>Rows of one person come and go together (cluster bootstrap: Davison and Hinkley 1997, section
 * 3.8). The same seed gives the same numbers on every machine.
 */
final class PersonBootstrap {
  private static final int RESAMPLES = 2_000;

  private final List<LengthControlled> persons;

  PersonBootstrap(Collection<LengthControlled> persons) {
    this.persons = new ArrayList<>(persons);
  }

  /** The value that a share alpha of all draws lies below: a one-sided lower bound of the mean. */
  double lowerBound(double alpha, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      LengthControlled drawn = new LengthControlled();
      for (int j = 0; j < persons.size(); j++) {
        drawn.add(persons.get(random.nextInt(persons.size())));
      }
      means[i] = drawn.mean();
    }
    Arrays.sort(means);
    return means[(int) (alpha * RESAMPLES)];
  }
}
