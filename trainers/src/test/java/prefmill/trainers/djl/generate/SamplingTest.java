package prefmill.trainers.djl.generate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whether draws follow the probabilities that the logits stand for. */
class SamplingTest {
  private static final int DRAWS = 20_000;
  private static final float[] LOGITS = {0, (float) Math.log(3), -1000, (float) Math.log(6)};

  @Test
  void drawsAsOftenAsTheProbabilitiesSay() {
    double[] found = shares(new Sampling(1, 5));
    assertThat(found[0], is(closeTo(0.1, 0.01)));
    assertThat(found[1], is(closeTo(0.3, 0.01)));
    assertThat(found[2], is(0.0));
    assertThat(found[3], is(closeTo(0.6, 0.01)));
  }

  @Test
  void lowTemperaturesSharpen() {
    // probabilities to the square, 1 : 9 : 36
    assertThat(shares(new Sampling(0.5, 5))[3], is(closeTo(36.0 / 46, 0.01)));
  }

  @Test
  void greedyTakesTheFirstOfTheLikeliest() {
    assertThat(Sampling.greedy().choose(new float[] {1, 4, 2, 4}, new SplittableRandom(1)), is(1));
  }

  @Test
  void refusesATemperatureThatIsNone() {
    assertThrows(IllegalArgumentException.class, () -> new Sampling(-1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Sampling(Double.NaN, 0));
  }

  private static double[] shares(Sampling sampling) {
    SplittableRandom draws = sampling.draws(new long[] {1, 2});
    double[] shares = new double[LOGITS.length];
    for (int i = 0; i < DRAWS; i++) {
      shares[sampling.choose(LOGITS, draws)] += 1.0 / DRAWS;
    }
    return shares;
  }
}
