package prefmill.runners.training.preflight;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jdbi.v3.core.JdbiException;
import prefmill.datasets.rows.Split;
import prefmill.runners.cli.Progress;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.Diagnosis;
import prefmill.runners.project.Project;
import prefmill.runners.training.PlannedTraining;
import prefmill.runners.training.VersionExamples;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.jobs.Jobs;
import prefmill.trainers.jobs.TrainingJob;
import prefmill.trainers.preflight.PreflightReport;
import prefmill.trainers.preflight.estimate.Estimate;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.RegistryException;

/** Takes a job from pending to queued, or refuses it before anything expensive. */
public final class JobPreflight {
  private final Registry registry;
  private final Project project;
  private final Progress progress;

  private JobPreflight(Registry registry, Project project, Progress progress) {
    this.registry = registry;
    this.project = project;
    this.progress = progress;
  }

  /** The preflight of a registry's jobs. */
  public static JobPreflight of(Registry registry, Project project, Progress progress) {
    return new JobPreflight(registry, project, progress);
  }

  /**
   * Holds a version's rows against the plan and the month's budget.
   *
   * @param kept takes the report, whatever it says
   * @return the rows to train on
   * @throws CommandFailure with the exit code of a refusal
   */
  public TrainingExamples pass(
      TrainingJob job, PlannedTraining planned, VersionExamples rows, PreflightFile kept)
      throws IOException {
    Jobs jobs = Jobs.of(registry);
    jobs.validate(job.id());
    try {
      return passed(jobs, job, planned, rows, kept);
    } catch (IOException | RuntimeException | Error e) {
      refuse(jobs, job, e);
      throw e;
    }
  }

  private TrainingExamples passed(
      Jobs jobs, TrainingJob job, PlannedTraining planned, VersionExamples rows, PreflightFile kept)
      throws IOException {
    TrainingExamples examples = rows.examples(planned.plan().method(), Split.TRAIN);
    progress.stage("counting the tokens of " + examples.size() + " rows");
    KnownBefore known =
        KnownBefore.of(
            registry,
            project.policy().training().orElseThrow().budget(),
            planned,
            job.datasetContentHash());
    PreflightReport report = TrainingPreflight.of(project).check(planned, rows, examples, known);
    OptionalDouble cost = report.estimate().map(Estimate::cost).orElse(OptionalDouble.empty());
    kept.write(report);
    jobs.preflight(job.id(), report.brief(), cost);
    Optional<String> refusal = report.refusal();
    if (refusal.isPresent()) {
      throw CommandFailure.refused(refusal.get());
    }
    progress.note("preflight: " + report.summary());
    report.warnings().forEach(warning -> progress.note("warning: " + warning));
    jobs.queue(job.id());
    return examples;
  }

  /** Enters why the job cannot run, if the registry answers. */
  private static void refuse(Jobs jobs, TrainingJob job, Throwable e) {
    try {
      jobs.refuse(job.id(), Diagnosis.of(e).sentence());
    } catch (RegistryException | JdbiException | OutOfMemoryError second) {
      e.addSuppressed(second);
    }
  }
}
