package prefmill.trainers.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Everything that decides how a run learns; the names are those of TRL.
 *
 * @param method the loss
 * @param lora the adapter's size
 * @param epochs passes over the rows
 * @param batchSize rows of one forward pass
 * @param accumulationSteps forward passes of one optimiser step
 * @param learningRate the peak rate
 * @param schedule how the rate moves
 * @param warmupSteps optimiser steps over which the rate rises to its peak
 * @param weightDecay AdamW's decay of the adapter
 * @param maxGradNorm the gradient is scaled down to this length
 * @param beta how far the answers may move from the base model; of no effect on SFT
 * @param lossType DPO: what is minimised
 * @param labelSmoothing DPO: the share of pairs taken to be the wrong way round; not with IPO
 * @param maxLength tokens of prompt and answer; longer rows are left out and counted
 * @param shuffle whether each epoch has its own seeded order; file order otherwise
 * @param completionOnly SFT: loss on the last answer only; on the whole chat otherwise, as TRL does
 * @param seed of the adapter's start and of the order
 * @param checkpointSteps optimiser steps from one checkpoint to the next, 0 for none; decides no
 *     number of the adapter
 */
public record TrainingPlan(
    Method method,
    LoraPlan lora,
    int epochs,
    int batchSize,
    int accumulationSteps,
    double learningRate,
    Schedule schedule,
    int warmupSteps,
    double weightDecay,
    double maxGradNorm,
    double beta,
    LossType lossType,
    double labelSmoothing,
    int maxLength,
    boolean shuffle,
    boolean completionOnly,
    long seed,
    int checkpointSteps) {

  /** Checks every value; the exception's message names all faults at once. */
  public TrainingPlan {
    List<String> faults = new ArrayList<>();
    atLeast(faults, "lora.rank", lora.rank(), 1);
    atLeast(faults, "lora.alpha", lora.alpha(), 1);
    atLeast(faults, "epochs", epochs, 1);
    atLeast(faults, "batch_size", batchSize, method == Method.KTO ? 2 : 1);
    atLeast(faults, "accumulation_steps", accumulationSteps, 1);
    atLeast(faults, "warmup_steps", warmupSteps, 0);
    atLeast(faults, "max_length", maxLength, 2);
    atLeast(faults, "checkpoint_steps", checkpointSteps, 0);
    positive(faults, "learning_rate", learningRate);
    positive(faults, "max_grad_norm", maxGradNorm);
    positive(faults, "beta", beta);
    if (!(weightDecay >= 0 && weightDecay < 1)) {
      faults.add("weight_decay must lie in [0, 1), it is " + weightDecay);
    }
    if (!(labelSmoothing >= 0 && labelSmoothing < 0.5)) {
      faults.add("label_smoothing must lie in [0, 0.5), it is " + labelSmoothing);
    }
    if (method != Method.DPO && !(lossType == LossType.SIGMOID && labelSmoothing == 0)) {
      faults.add(
          "loss_type and label_smoothing have no meaning for "
              + method.label()
              + ", leave both out");
    }
    if (labelSmoothing > 0 && lossType == LossType.IPO) {
      faults.add("label_smoothing has no meaning for loss_type ipo, leave it out");
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("training plan: " + String.join("; ", faults));
    }
  }

  /** The defaults of a method, chosen for small adapters on small models. */
  public static TrainingPlan of(Method method) {
    return new TrainingPlan(
        method,
        new LoraPlan(8, 16),
        method == Method.SFT ? 2 : 3,
        8,
        1,
        method == Method.SFT ? 2e-4 : 5e-5,
        Schedule.LINEAR,
        0,
        0,
        1,
        0.1,
        LossType.SIGMOID,
        0,
        1024,
        true,
        false,
        42,
        50);
  }

  /**
   * The defaults of a method with some values changed.
   *
   * @param changes by the names of {@link #hyperparameters}
   * @throws IllegalArgumentException naming a value that is unknown, of the wrong kind, or out of
   *     bounds
   */
  public static TrainingPlan of(Method method, Map<String, ?> changes) {
    return Hyperparameters.plan(method, changes);
  }

  /** Every value but the method, by its name in policies and in the registry. */
  public Map<String, Object> hyperparameters() {
    return Hyperparameters.of(this);
  }

  /** The same plan with another number of passes, batch and peak rate. */
  public TrainingPlan withPace(int epochs, int batchSize, double learningRate) {
    return of(
        method,
        with(Map.of("epochs", epochs, "batch_size", batchSize, "learning_rate", learningRate)));
  }

  /** The same plan with another seed. */
  public TrainingPlan withSeed(long seed) {
    return of(method, with(Map.of("seed", seed)));
  }

  private Map<String, Object> with(Map<String, ?> changes) {
    Map<String, Object> values = hyperparameters();
    values.putAll(changes);
    return values;
  }

  private static void atLeast(List<String> faults, String name, int value, int least) {
    if (value < least) {
      faults.add(name + " must be at least " + least + ", it is " + value);
    }
  }

  private static void positive(List<String> faults, String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      faults.add(name + " must be a number above 0, it is " + value);
    }
  }

  /** The loss of a pair, z being its margin; the names are those of TRL. */
  public enum LossType {
    /**
     * -(1 - s) log sigmoid(z) - s log sigmoid(-z) with label smoothing s (Rafailov et al., 2023;
     * Mitchell, 2023).
     */
    SIGMOID,
    /** (z - 1 / (2 beta))^2 over mean log-probabilities of tokens (Azar et al., 2023). */
    IPO,
    /**
     * (-(1 - s) log sigmoid(z) + s log sigmoid(-z)) / (1 - 2 s), unbiased if a share s of the
     * labels is flipped (Chowdhury et al., 2024).
     */
    ROBUST
  }

  /** How the learning rate moves over a run, as transformers' schedulers of the same names do. */
  public enum Schedule {
    /** Stays as it is. */
    CONSTANT,
    /** Falls in a straight line to zero behind the last step. */
    LINEAR;

    /**
     * The rate of one step.
     *
     * @param peak the highest rate of the run
     * @param step the step, from 1
     * @param of the number of steps
     * @param warmup steps over which the rate first rises from zero to the peak
     */
    public double rate(double peak, int step, int of, int warmup) {
      int done = step - 1;
      if (done < warmup) {
        return peak * done / warmup;
      }
      return switch (this) {
        case CONSTANT -> peak;
        case LINEAR -> peak * Math.max(0, of - done) / Math.max(1, of - warmup);
      };
    }
  }
}
