package prefmill.trainers.environment;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import prefmill.trainers.training.Method;

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

  /** The Python modules that its program imports. */
  public List<String> modules() {
    return switch (this) {
      case MLX -> List.of("mlx", "mlx_lm", "transformers");
      case TRL -> List.of("torch", "trl", "peft", "transformers", "datasets");
      case LLAMAFACTORY -> List.of("torch", "torchaudio", "llamafactory", "peft", "transformers");
    };
  }

  /** The module of its program, which run_trainer.py starts. */
  public String program() {
    return label() + "_train";
  }

  /** The files of its program. */
  public List<String> files() {
    String part = this == MLX ? "mlx_steps.py" : "transformers_events.py";
    return List.of("run_trainer.py", "child.py", part, program() + ".py");
  }
}
