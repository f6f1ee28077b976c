package prefmill.trainers.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainingPlan;

/** A trainer that runs as a Python program of its own, in an environment of its own. */
public enum ExternalBackend {
  MLX,
  TRL,
  LLAMAFACTORY;

  /** The name in policies and in the registry. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it can train with. */
  public Set<Method> methods() {
    return this == MLX ? Set.of(Method.SFT) : Set.of(Method.values());
  }

  /** Why it would take another loss than the plan's, with the mend; empty if it takes that one. */
  public Optional<String> lossFault(TrainingPlan plan) {
    boolean smoothed = plan.labelSmoothing() > 0;
    if (this == TRL) {
      // TRL 1.16 reads label_smoothing with other losses and goes on without it.
      return smoothed && plan.lossType() != TrainingPlan.LossType.ROBUST
          ? Optional.of(
              "trl counts label_smoothing with loss_type robust only: write that, leave label_smoothing out, or take training.trainer djl.")
          : Optional.empty();
    }
    return smoothed || plan.lossType() != TrainingPlan.LossType.SIGMOID
        ? Optional.of(
            "%s is run with loss_type sigmoid and no label_smoothing only: leave both out, or take training.trainer djl."
                .formatted(label()))
        : Optional.empty();
  }

  /** The Python modules that its program imports. */
  public List<String> modules() {
    return switch (this) {
      case MLX -> List.of("mlx", "mlx_lm", "transformers");
      case TRL -> List.of("torch", "trl", "peft", "transformers", "datasets");
      case LLAMAFACTORY -> List.of("torch", "torchaudio", "llamafactory", "peft", "transformers");
    };
  }

  /** How much its environment takes on the disk, for people. */
  public String size() {
    return switch (this) {
      case MLX -> "0.4 GB";
      case TRL -> "5.6 GB (1.9 GB without CUDA)";
      case LLAMAFACTORY -> "6 GB";
    };
  }

  /** The module of its program, which run_trainer.py starts. */
  public String program() {
    return label() + "_train";
  }

  /** The files of its program. */
  public List<String> files() {
    List<String> files = new ArrayList<>(List.of("run_trainer.py", "child.py"));
    files.addAll(
        this == MLX ? List.of("mlx_model.py", "mlx_steps.py") : List.of("transformers_events.py"));
    files.add(program() + ".py");
    return files;
  }
}
