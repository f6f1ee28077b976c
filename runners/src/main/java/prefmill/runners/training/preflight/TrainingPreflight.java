package prefmill.runners.training.preflight;

import java.io.IOException;
import java.util.Optional;
import prefmill.datasets.rows.Split;
import prefmill.pipelines.policy.training.TrainingPolicy;
import prefmill.runners.project.Project;
import prefmill.runners.training.PlannedTraining;
import prefmill.runners.training.VersionExamples;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.preflight.Preflight;
import prefmill.trainers.preflight.PreflightLimits;
import prefmill.trainers.preflight.PreflightReport;
import prefmill.trainers.preflight.TrainerTraits;
import prefmill.trainers.preflight.estimate.Machine;

/** Holds rows against what a policy wants trained, where it wants it trained. */
public final class TrainingPreflight {
  private final Project project;

  private TrainingPreflight(Project project) {
    this.project = project;
  }

  /** The preflight of a project that trains. */
  public static TrainingPreflight of(Project project) {
    return new TrainingPreflight(project);
  }

  /**
   * Judges the rows of one version.
   *
   * @param rows all of the version's, for those that it is evaluated on, while it is trained and
   *     after
   * @param examples those that it is trained on
   * @param known what the registry knows
   */
  public PreflightReport check(
      PlannedTraining planned, VersionExamples rows, TrainingExamples examples, KnownBefore known)
      throws IOException {
    TrainingPolicy policy = project.policy().training().orElseThrow();
    PreflightLimits limits =
        new PreflightLimits(
            policy.maxDropped(),
            policy.budget().costPerHour(),
            machine(policy),
            planned.place().accelerated());
    TrainerTraits trainer = TrainerTraits.of(planned.trainer());
    PreflightReport report =
        Preflight.of(trainer, planned.plan(), planned.baseModel(), limits)
            .on(rows.day())
            .evaluatedOn(
                rows.examples(planned.plan().method(), Split.VALIDATION),
                new TrainingExamples.Preferences(rows.preferences(Split.TEST)),
                new TrainingExamples.Demonstrations(rows.demonstrations(Split.TEST)))
            .check(examples, known.pace());
    return known.held(report);
  }

  private Optional<Machine> machine(TrainingPolicy policy) throws IOException {
    return policy.ssh().isPresent() || policy.kubernetes().isPresent()
        ? Optional.empty()
        : Optional.of(Machine.here(project.adapters()));
  }
}
