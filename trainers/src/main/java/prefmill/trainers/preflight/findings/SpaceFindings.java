package prefmill.trainers.preflight.findings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import prefmill.trainers.preflight.Finding;
import prefmill.trainers.preflight.TrainerTraits;
import prefmill.trainers.preflight.estimate.Estimate;
import prefmill.trainers.preflight.estimate.Machine;

/** Whether a run has room on its machine. */
public final class SpaceFindings {
  private static final int FLOAT = 4;

  private SpaceFindings() {}

  /** Judges a run. */
  public static List<Finding> of(TrainerTraits trainer, Estimate estimate, Machine machine) {
    List<Finding> findings = new ArrayList<>();
    if (estimate.diskBytes() > machine.freeDiskBytes()) {
      findings.add(
          Finding.refused(
              "disk",
              List.of(),
              "The run needs about %s of disk where adapters are kept, and %s are free: make room, or raise training.hyperparameters.checkpoint_steps."
                  .formatted(size(estimate.diskBytes()), size(machine.freeDiskBytes()))));
    }
    long weights = FLOAT * estimate.parameters();
    if (trainer == TrainerTraits.DJL && weights > machine.memoryBytes()) {
      findings.add(
          Finding.refused(
              "memory",
              List.of(),
              "The base model's weights alone take %s of memory, and the machine has %s: take a smaller base model, or a larger machine."
                  .formatted(size(weights), size(machine.memoryBytes()))));
    } else if (estimate.memoryBytes() > machine.memoryBytes()) {
      findings.add(
          Finding.warning(
              "memory",
              List.of(),
              "The run may take %s of memory, and the machine has %s: lower training.hyperparameters.batch_size or max_length."
                  .formatted(size(estimate.memoryBytes()), size(machine.memoryBytes()))));
    }
    return findings;
  }

  /** Bytes for people, in powers of ten. */
  public static String size(long bytes) {
    return bytes >= 1_000_000_000
        ? String.format(Locale.ROOT, "%.1f GB", bytes / 1e9)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
