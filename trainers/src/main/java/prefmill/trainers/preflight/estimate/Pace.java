package prefmill.trainers.preflight.estimate;

import java.util.Optional;
import prefmill.trainers.preflight.TrainerTraits;

/**
 * How fast a run will be.
 *
 * @param tokensPerSecond tokens read, prompts included
 * @param basis what that rests on, for people
 */
public record Pace(double tokensPerSecond, String basis) {
  /**
   * One x86-64 core with AVX-512; docs/performance.md: 336 thousand and 31.6 million parameters.
   */
  private static final double SECONDS_PER_TOKEN = 2e-5;

  private static final double SECONDS_PER_TOKEN_AND_PARAMETER = 4.6e-11;

  /** What earlier runs of the same trainer on the same base model at the same place took. */
  public static Pace measured(double tokensPerSecond, int runs) {
    return new Pace(
        tokensPerSecond,
        "%s of this trainer on this base model and machine"
            .formatted(
                runs == 1 ? "the last run" : "the median of the last %d runs".formatted(runs)));
  }

  /**
   * By the size of the model; known of the trainer that computes on one processor.
   *
   * @param accelerated whether it computes on another device, of which nothing is known
   */
  static Optional<Pace> stated(TrainerTraits trainer, ModelSize model, boolean accelerated) {
    return trainer == TrainerTraits.DJL && !accelerated
        ? Optional.of(
            new Pace(
                1 / (SECONDS_PER_TOKEN + SECONDS_PER_TOKEN_AND_PARAMETER * model.parameters()),
                "a figure by the size of the model for one core, since there is no earlier run"))
        : Optional.empty();
  }
}
