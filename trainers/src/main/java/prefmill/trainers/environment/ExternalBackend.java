package prefmill.trainers.environment;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import prefmill.trainers.training.Method;

/** A trainer that runs as a Python program of its own, in an environment of its own. */
public enum ExternalBackend {
  MLX(Set.of(Method.SFT), List.of("mlx", "mlx_lm", "transformers"), "mlx_steps.py"),
  TRL(
      Set.of(Method.SFT, Method.DPO, Method.KTO),
      List.of("torch", "trl", "peft", "transformers", "datasets"),
      "transformers_events.py"),
  LLAMAFACTORY(
      Set.of(Method.SFT, Method.DPO, Method.KTO),
      List.of("torch", "torchaudio", "llamafactory", "peft", "transformers"),
      "transformers_events.py");

  private final Set<Method> methods;
  private final List<String> modules;
  private final String part;

  ExternalBackend(Set<Method> methods, List<String> modules, String part) {
    this.methods = methods;
    this.modules = modules;
    this.part = part;
  }

  /** The name in policies and in the registry. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it can train with. */
  public Set<Method> methods() {
    return methods;
  }

  /** The Python modules that its program imports. */
  public List<String> modules() {
    return modules;
  }

  /** The module of its program, which run_trainer.py starts. */
  public String program() {
    return label() + "_train";
  }

  /** The files of its program. */
  public List<String> files() {
    return List.of("run_trainer.py", "child.py", part, program() + ".py");
  }
}
