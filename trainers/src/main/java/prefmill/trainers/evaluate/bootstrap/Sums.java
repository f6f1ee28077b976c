package prefmill.trainers.evaluate.bootstrap;

/**
 * Sums of one person's rows, or of many persons', and the mean that they come to.
 *
 * @param <S> the kind itself
 */
public interface Sums<S extends Sums<S>> {
  /** Adds another's sums. */
  void add(S more);

  /** What they come to. */
  double mean();
}
