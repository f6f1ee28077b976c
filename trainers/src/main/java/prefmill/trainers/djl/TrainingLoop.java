package prefmill.trainers.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import prefmill.trainers.djl.engine.StopRequest;
import prefmill.trainers.djl.model.AdamW;
import prefmill.trainers.djl.objective.Objective;
import prefmill.trainers.djl.objective.ScoredPass;
import prefmill.trainers.training.StepReport;
import prefmill.trainers.training.TrainingException;
import prefmill.trainers.training.TrainingPlan;

/** Runs the optimiser over the epochs. */
final class TrainingLoop {
  private final TrainingPlan plan;
  private final Objective objective;
  private final AdamW optimizer;
  private final PtNDManager manager;
  private final int steps;
  private Optional<Objective> validation = Optional.empty();
  private List<StepReport> taken = List.of();
  private int step;
  private long tokens;

  private TrainingLoop(
      TrainingPlan plan, Objective objective, AdamW optimizer, PtNDManager manager) {
    this.plan = plan;
    this.objective = objective;
    this.optimizer = optimizer;
    this.manager = manager;
    int perStep = plan.batchSize() * plan.accumulationSteps();
    this.steps = plan.epochs() * ((objective.rows() + perStep - 1) / perStep);
  }

  static TrainingLoop of(
      TrainingPlan plan, Objective objective, AdamW optimizer, PtNDManager manager) {
    return new TrainingLoop(plan, objective, optimizer, manager);
  }

  /** Takes the loss of these rows, which are not learned from, after every epoch. */
  TrainingLoop evaluating(Optional<Objective> rows) {
    validation = rows.filter(r -> r.rows() > 0);
    return this;
  }

  /**
   * Goes on behind the steps that an earlier attempt has taken; a validation that it did not come
   * to the end of is made up for, in this list.
   */
  TrainingLoop after(List<StepReport> reports) {
    taken = reports;
    step = taken.size();
    tokens = taken.isEmpty() ? 0 : taken.get(step - 1).tokens();
    return this;
  }

  /** Hears of each step. */
  interface Listener {
    void step(StepReport report) throws IOException, InterruptedException;
  }

  /**
   * Takes every step that is left.
   *
   * @throws TrainingException before the step whose loss or gradient is no number
   * @throws InterruptedException between two passes, if the thread was interrupted; the listener
   *     has heard of every step that has changed anything then
   */
  void run(Listener listener) throws IOException, InterruptedException {
    RowOrder order = new RowOrder(objective.rows(), plan.shuffle(), plan.seed());
    int perStep = plan.batchSize() * plan.accumulationSteps();
    int skipped = step;
    for (int epoch = 0; epoch < plan.epochs(); epoch++) {
      int done = 0;
      for (List<Integer> rows : order.pieces(epoch, perStep)) {
        done += rows.size();
        boolean validates = done == objective.rows() && validation.isPresent();
        if (skipped-- > 0) {
          if (skipped == 0 && validates) {
            makeUpValidation();
          }
          continue;
        }
        StopRequest.obey();
        StepReport report = take(rows, epoch + (double) done / objective.rows());
        listener.step(validates ? validated(report, listener) : report);
      }
    }
  }

  private StepReport validated(StepReport report, Listener listener)
      throws IOException, InterruptedException {
    try {
      return report.withEvalLoss(loss(validation.orElseThrow()));
    } catch (InterruptedException e) {
      listener.step(report);
      throw e;
    }
  }

  private void makeUpValidation() throws InterruptedException {
    int last = taken.size() - 1;
    if (taken.get(last).evalLoss().isEmpty()) {
      taken.set(last, taken.get(last).withEvalLoss(loss(validation.orElseThrow())));
    }
  }

  /** As a training step of all rows would see it. */
  private double loss(Objective rows) throws InterruptedException {
    List<Integer> all = IntStream.range(0, rows.rows()).boxed().toList();
    double total = all.stream().mapToLong(rows::share).sum();
    double loss = 0;
    for (List<Integer> part : RowOrder.cut(all, plan.batchSize())) {
      StopRequest.obey();
      try (PtNDManager scope = (PtNDManager) manager.newSubManager()) {
        loss += rows.pass(scope, part, total).gradient().loss();
      }
    }
    return loss;
  }

  private StepReport take(List<Integer> rows, double epoch) throws InterruptedException {
    step++;
    double rate = plan.schedule().rate(plan.learningRate(), step, steps, plan.warmupSteps());
    double total = rows.stream().mapToLong(objective::share).sum();
    List<Double> margins = new ArrayList<>();
    try (PtNDManager scope = (PtNDManager) manager.newSubManager()) {
      double loss = 0;
      List<NDArray> gradients = List.of();
      for (List<Integer> part : RowOrder.cut(rows, plan.batchSize())) {
        StopRequest.obey();
        ScoredPass pass = objective.pass(scope, part, total);
        loss += pass.gradient().loss();
        margins.addAll(pass.margins());
        if (gradients.isEmpty()) {
          gradients = pass.gradient().gradients();
        } else {
          optimizer.accumulate(scope, gradients, pass.gradient().gradients());
        }
      }
      double norm = optimizer.norm(scope, gradients);
      requireNumbers(loss, norm, rate, rows);
      optimizer.step(scope, gradients, norm, rate, plan.maxGradNorm(), plan.weightDecay());
      tokens += rows.stream().mapToLong(objective::tokens).sum();
      return new StepReport(
          step, steps, epoch, loss, rate, norm, tokens, accuracy(margins), mean(margins));
    }
  }

  /** Asked before the optimiser moves anything, so that a bad step spoils no parameter. */
  private void requireNumbers(double loss, double norm, double rate, List<Integer> rows) {
    if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
      throw new TrainingException(
          ("The %s of step %d of %d is not a finite number (learning rate %s, rows %s): lower the"
                  + " learning rate, or look for broken weights in the base model.")
              .formatted(
                  Double.isFinite(loss) ? "gradient" : "loss",
                  step,
                  steps,
                  rate,
                  String.join(", ", rows.stream().limit(4).map(objective::rowId).toList())));
    }
  }

  private static OptionalDouble accuracy(List<Double> margins) {
    return margins.stream().mapToDouble(m -> m > 0 ? 1 : 0).average();
  }

  private static OptionalDouble mean(List<Double> margins) {
    return margins.stream().mapToDouble(m -> m).average();
  }
}
