package prefmill.trainers.preflight.estimate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import prefmill.trainers.preflight.PreflightLimits;
import prefmill.trainers.preflight.findings.PlannedRows;
import prefmill.trainers.preflight.tokens.RowTokens;
import prefmill.trainers.training.TrainingPlan;

/**
 * What a run takes. Tokens and steps are counted; memory and disk are computed and hold within a
 * factor of two where they were measured (docs/preflight.md).
 *
 * @param tokens read over all epochs, prompts included
 * @param steps of the optimiser
 * @param parameters of the base model
 * @param adapterParameters of the adapter
 * @param memoryBytes at the peak
 * @param diskBytes at the peak, below the folder of adapters
 * @param pace empty where nothing is known
 * @param costPerHour in the user's unit of money, 0 where no price is known
 */
public record Estimate(
    long tokens,
    int steps,
    long parameters,
    long adapterParameters,
    long memoryBytes,
    long diskBytes,
    Optional<Pace> pace,
    double costPerHour) {
  /** Of a run; a pace that was measured goes before one by the size of the model. */
  public static Estimate of(
      PlannedRows planned, ModelSize model, Optional<Pace> measured, PreflightLimits limits) {
    TrainingPlan plan = planned.plan();
    List<RowTokens> used = planned.used();
    int perStep = plan.batchSize() * plan.accumulationSteps();
    int steps = plan.epochs() * ((used.size() + perStep - 1) / perStep);
    return new Estimate(
        plan.epochs() * used.stream().mapToLong(RowTokens::read).sum(),
        steps,
        model.parameters(),
        model.adapterParameters(plan.lora().rank()),
        Footprint.memory(planned, model),
        Footprint.disk(planned, model, steps),
        measured.or(() -> Pace.stated(planned.trainer(), model, limits.accelerated())),
        limits.costPerHour());
  }

  /** How long it takes; empty if unknown. */
  public OptionalDouble seconds() {
    return pace.isPresent()
        ? OptionalDouble.of(tokens / pace.get().tokensPerSecond())
        : OptionalDouble.empty();
  }

  /** What it costs; empty if time or price is unknown. */
  public OptionalDouble cost() {
    return costPerHour > 0 && seconds().isPresent()
        ? OptionalDouble.of(seconds().getAsDouble() / 3600 * costPerHour)
        : OptionalDouble.empty();
  }

  /** For programs; what is unknown is left out. */
  public Map<String, Object> json() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("tokens", tokens);
    values.put("steps", steps);
    values.put("parameters", parameters);
    values.put("adapter_parameters", adapterParameters);
    values.put("memory_bytes", memoryBytes);
    values.put("disk_bytes", diskBytes);
    pace.ifPresent(p -> values.put("tokens_per_second", p.tokensPerSecond()));
    values.put("time_basis", pace.map(Pace::basis).orElse("unknown: there is no earlier run"));
    seconds().ifPresent(s -> values.put("seconds", s));
    cost().ifPresent(c -> values.put("cost", c));
    return values;
  }
}
