package prefmill.trainers.evaluate.gate;

/**
 * How much evidence a promotion needs.
 *
 * @param alpha the greatest probability, over all looks at one test set, that an adapter passes
 *     which is no better
 * @param minPersons below so many persons nothing is decided
 */
public record GateRules(double alpha, int minPersons) {
  /** One in twenty, thirty persons. */
  public static final GateRules DEFAULT = new GateRules(0.05, 30);

  public GateRules {
    if (!(alpha > 0 && alpha < 0.5) || minPersons < 2) {
      throw new IllegalArgumentException(
          "gate: alpha must lie between 0 and 0.5 and min_persons be at least 2, they are %s and %s"
              .formatted(alpha, minPersons));
    }
  }

  /**
   * How many persons each of both kinds of pairs needs, those whose chosen answer is the longer one
   * and the shorter one: a third of all, and so many that a coin for each does not show only heads
   * more often than the level allows.
   *
   * @param alpha the level of the look
   */
  int personsOfEachLength(double alpha) {
    return Math.max((minPersons + 2) / 3, (int) Math.ceil(Math.log(1 / alpha) / Math.log(2)));
  }

  /**
   * What this look may spend of alpha: half of it the first time, then a sixth, a twelfth, a
   * twentieth ...; all together no more than alpha.
   *
   * @param looksBefore decisions that rest on the same test rows already
   */
  double spend(int looksBefore) {
    int look = looksBefore + 1;
    return alpha / ((double) look * (look + 1));
  }
}
