package prefmill.runners.nightly.gate;

import java.util.List;
import java.util.Locale;
import prefmill.pipelines.policy.training.Cadence;
import prefmill.trainers.jobs.history.JobHistory;

/**
 * Lets a training pass if the last one of the name was long enough ago.
 *
 * @param cadence how often is trained at most
 * @param jobs knows when, by the database's clock
 */
record CadenceGate(Cadence cadence, JobHistory jobs) implements TrainingGate {
  @Override
  public List<String> refusals(Candidate candidate) {
    return jobs
        .waiting(candidate.name(), cadence.days())
        .map(
            waiting ->
                "%s was trained last at %s, and training.cadence is %s: the next training is due on %s (UTC), in %d %s."
                    .formatted(
                        candidate.name(),
                        waiting.last(),
                        cadence.name().toLowerCase(Locale.ROOT),
                        waiting.due(),
                        waiting.days(),
                        waiting.days() == 1 ? "day" : "days"))
        .stream()
        .toList();
  }
}
