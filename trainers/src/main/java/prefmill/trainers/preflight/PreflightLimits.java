package prefmill.trainers.preflight;

import java.util.Optional;
import prefmill.trainers.preflight.estimate.Machine;

/**
 * What a run is held against.
 *
 * @param maxDropped the share of rows that may be left out for their length, 0 to 1
 * @param costPerHour of the machine, in the user's unit of money
 * @param machine empty where another machine trains
 * @param accelerated whether the trainer computes on a CUDA device
 */
public record PreflightLimits(
    double maxDropped, double costPerHour, Optional<Machine> machine, boolean accelerated) {
  /** The limits of a run on a processor. */
  public PreflightLimits(double maxDropped, double costPerHour, Optional<Machine> machine) {
    this(maxDropped, costPerHour, machine, false);
  }
}
