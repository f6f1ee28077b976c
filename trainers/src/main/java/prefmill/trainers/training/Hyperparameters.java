package prefmill.trainers.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import prefmill.trainers.training.TrainingPlan.LossType;
import prefmill.trainers.training.TrainingPlan.Schedule;

/** A plan's values by name, as policies and the registry have them. */
final class Hyperparameters {
  private final Map<String, Object> values;

  private Hyperparameters(Map<String, Object> values) {
    this.values = values;
  }

  static Map<String, Object> of(TrainingPlan plan) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("rank", plan.lora().rank());
    values.put("alpha", plan.lora().alpha());
    values.put("adapter", plan.lora().kind().name().toLowerCase(Locale.ROOT));
    values.put("epochs", plan.epochs());
    values.put("batch_size", plan.batchSize());
    values.put("accumulation_steps", plan.accumulationSteps());
    values.put("learning_rate", plan.learningRate());
    values.put("schedule", plan.schedule().name().toLowerCase(Locale.ROOT));
    values.put("warmup_steps", plan.warmupSteps());
    values.put("weight_decay", plan.weightDecay());
    values.put("max_grad_norm", plan.maxGradNorm());
    values.put("beta", plan.beta());
    values.put("loss_type", plan.lossType().name().toLowerCase(Locale.ROOT));
    values.put("label_smoothing", plan.labelSmoothing());
    values.put("max_length", plan.maxLength());
    values.put("shuffle", plan.shuffle());
    values.put("completion_only", plan.completionOnly());
    values.put("seed", plan.seed());
    values.put("checkpoint_steps", plan.checkpointSteps());
    return values;
  }

  static TrainingPlan plan(Method method, Map<String, ?> changes) {
    Map<String, Object> values = of(TrainingPlan.of(method));
    for (Map.Entry<String, ?> change : changes.entrySet()) {
      if (values.replace(change.getKey(), change.getValue()) == null) {
        throw new IllegalArgumentException(
            "training plan: %s is no hyperparameter; there are %s"
                .formatted(change.getKey(), String.join(", ", values.keySet())));
      }
    }
    return new Hyperparameters(values).plan(method);
  }

  private TrainingPlan plan(Method method) {
    return new TrainingPlan(
        method,
        new LoraPlan(whole("rank"), whole("alpha"), one(LoraPlan.Kind.values(), "adapter")),
        whole("epochs"),
        whole("batch_size"),
        whole("accumulation_steps"),
        number("learning_rate"),
        one(Schedule.values(), "schedule"),
        whole("warmup_steps"),
        number("weight_decay"),
        number("max_grad_norm"),
        number("beta"),
        one(LossType.values(), "loss_type"),
        number("label_smoothing"),
        whole("max_length"),
        truth("shuffle"),
        truth("completion_only"),
        longWhole("seed"),
        whole("checkpoint_steps"));
  }

  private double number(String name) {
    if (values.get(name) instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(name, "a number");
  }

  private int whole(String name) {
    long value = longWhole(name);
    if (value == (int) value) {
      return (int) value;
    }
    throw wrong(name, "a smaller number");
  }

  private long longWhole(String name) {
    if (values.get(name) instanceof Number number && number.doubleValue() == number.longValue()) {
      return number.longValue();
    }
    throw wrong(name, "a whole number");
  }

  private boolean truth(String name) {
    if (values.get(name) instanceof Boolean truth) {
      return truth;
    }
    throw wrong(name, "true or false");
  }

  private <E extends Enum<E>> E one(E[] known, String name) {
    for (E one : known) {
      if (one.name().equalsIgnoreCase(String.valueOf(values.get(name)))) {
        return one;
      }
    }
    throw wrong(name, "one of " + Arrays.toString(known).toLowerCase(Locale.ROOT));
  }

  private IllegalArgumentException wrong(String name, String due) {
    return new IllegalArgumentException(
        "training plan: %s must be %s, it is %s".formatted(name, due, values.get(name)));
  }
}
