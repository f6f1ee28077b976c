package prefmill.trainers.preflight;

import java.util.Locale;
import java.util.Optional;
import prefmill.trainers.environment.ExternalBackend;

/** What the trainers differ in, as far as rows and machines can tell. */
public enum TrainerTraits {
  DJL(400, true, Logits.TARGETS),
  TRL(650, false, Logits.ALL),
  MLX(250, false, Logits.ALL),
  LLAMAFACTORY(750, false, Logits.ALL);

  private final int runtimeMegabytes;
  private final boolean countsWeights;
  private final Logits logits;

  TrainerTraits(int runtimeMegabytes, boolean countsWeights, Logits logits) {
    this.runtimeMegabytes = runtimeMegabytes;
    this.countsWeights = countsWeights;
    this.logits = logits;
  }

  /** The trainer of a policy's name. */
  public static TrainerTraits of(String trainer) {
    return valueOf(trainer.toUpperCase(Locale.ROOT));
  }

  /** The name in policies. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its program; empty for the built-in trainer. */
  public Optional<ExternalBackend> backend() {
    return this == DJL ? Optional.empty() : Optional.of(ExternalBackend.valueOf(name()));
  }

  /** Memory of its libraries, measured with a model of next to no size. */
  public long runtimeBytes() {
    return runtimeMegabytes * 1_000_000L;
  }

  /** Whether a row's weight scales its loss. */
  public boolean countsWeights() {
    return countsWeights;
  }

  /** Whether logits exist for every token, or only where an answer's token is foretold. */
  public boolean keepsAllLogits() {
    return logits == Logits.ALL;
  }

  private enum Logits {
    ALL,
    TARGETS
  }
}
