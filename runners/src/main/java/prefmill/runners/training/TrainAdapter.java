package prefmill.runners.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import prefmill.datasets.faults.Failpoint;
import prefmill.datasets.rows.Split;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.policy.training.BudgetPolicy;
import prefmill.runners.cli.Progress;
import prefmill.runners.evaluation.GateEvaluation;
import prefmill.runners.evaluation.HeldOut;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.project.Project;
import prefmill.runners.training.attempt.LeasedTraining;
import prefmill.runners.training.preflight.JobPreflight;
import prefmill.runners.training.preflight.PreflightFile;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.jobs.JobRequest;
import prefmill.trainers.jobs.JobStatus;
import prefmill.trainers.jobs.Jobs;
import prefmill.trainers.jobs.TrainingJob;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.entry.RegisteredDataset;
import prefmill.trainers.registry.live.Aliases;
import prefmill.trainers.registry.live.Evaluations;
import prefmill.trainers.training.TrainedAdapter;
import prefmill.trainers.training.TrainingRun;

/**
 * Trains on a version, evaluates on its held-out rows and enters the adapter in the registry: job,
 * preflight, training, evaluation, row. The same version and plan are one job and one adapter, in
 * however many attempts; one that was killed is taken up where its finished parts end.
 */
public final class TrainAdapter {
  private final Registry registry;
  private final Project project;
  private final Progress progress;

  private TrainAdapter(Registry registry, Project project, Progress progress) {
    this.registry = registry;
    this.project = project;
    this.progress = progress;
  }

  /**
   * Trains with this registry.
   *
   * @param project whose store and folder of adapters are used
   */
  public static TrainAdapter of(Registry registry, Project project, Progress progress) {
    return new TrainAdapter(registry, project, progress);
  }

  /**
   * The adapter of a version and a plan, trained now unless it was before.
   *
   * @throws CommandFailure if another attempt is at it, or if the version has no rows for it
   * @throws AlteredFilesException if it was trained before and its files are no longer those
   */
  public Outcome train(PlannedTraining planned, RegisteredDataset dataset, PublishedVersion version)
      throws IOException, InterruptedException {
    Jobs jobs = Jobs.of(registry);
    TrainingJob job = free(jobs, request(planned, dataset));
    Failpoint.hit("after-job-row");
    VersionExamples rows = VersionExamples.of(version.folder());
    boolean trained = job.status() != JobStatus.SUCCEEDED;
    RegisteredAdapter adapter = trained ? trained(jobs, job, planned, dataset, rows) : adapter(job);
    if (!trained) {
      PeftAdapter unused = RegisteredFiles.adapter(adapter);
    }
    boolean evaluated = gate(planned, adapter, version);
    return new Outcome(adapter, trained, evaluated);
  }

  private RegisteredAdapter trained(
      Jobs jobs,
      TrainingJob job,
      PlannedTraining planned,
      RegisteredDataset dataset,
      VersionExamples rows)
      throws IOException {
    TrainingExamples examples =
        JobPreflight.of(registry, project, progress)
            .pass(job, planned, rows, PreflightFile.of(folder(planned, dataset)));
    return LeasedTraining.of(jobs, budget(), progress)
        .run(job, recorded -> attempt(planned, dataset, rows, examples, recorded));
  }

  /**
   * Holds an adapter against the one that is live and enters the decision, unless that was done: so
   * a run that was killed before it is made up for, and another adapter that went live since.
   *
   * @param version what the adapter was trained on
   * @return whether it was done now
   */
  public boolean gate(PlannedTraining planned, RegisteredAdapter adapter, PublishedVersion version)
      throws IOException, InterruptedException {
    if (isGated(adapter)) {
      return false;
    }
    progress.stage("comparing " + adapter.modelId() + " with what is live");
    Failpoint.hit("before-gate-row");
    GateEvaluation.of(registry, project, version).decide(planned, adapter, project.alias());
    return true;
  }

  /** Whether there is a decision about an adapter that holds it against what is live now. */
  public boolean isGated(RegisteredAdapter adapter) {
    Evaluations evaluations = Evaluations.of(registry);
    Aliases aliases = Aliases.of(registry);
    boolean live =
        aliases
            .live(project.alias())
            .filter(now -> now.modelId().equals(adapter.modelId()))
            .isPresent();
    return live
        ? evaluations.newest(adapter.id()).isPresent()
        : evaluations
            .newest(adapter.id(), aliases.baseline(project.alias(), adapter.id()))
            .isPresent();
  }

  private prefmill.trainers.registry.entry.TrainedAdapter attempt(
      PlannedTraining planned,
      RegisteredDataset dataset,
      VersionExamples rows,
      TrainingExamples examples,
      prefmill.trainers.training.Progress recorded)
      throws IOException, InterruptedException {
    progress.stage("training " + planned.name() + " on " + examples.size() + " rows");
    TrainingRun run =
        new TrainingRun(
            dataset.contentHash() + "/" + planned.planHash(),
            planned.baseModel(),
            planned.baseModel().toString(),
            examples,
            Optional.of(rows.examples(planned.plan().method(), Split.VALIDATION))
                .filter(validation -> validation.size() > 0),
            planned.plan(),
            Optional.empty(),
            Optional.of(rows.day()),
            folder(planned, dataset));
    TrainedAdapter trained = Trainers.of(project).trainer(planned.trainer()).train(run, recorded);
    PreflightFile.of(trained.folder()).keep();
    progress.stage("evaluating on held-out rows");
    Map<String, Object> performance =
        HeldOut.of(rows, Split.TEST).metrics(planned, trained.folder());
    return new prefmill.trainers.registry.entry.TrainedAdapter(
        planned.baseModelSha256(),
        planned.baseFilesSha256(),
        trained.folder().toString(),
        trained.sha256(),
        PeftAdapter.read(trained.folder()).contentHash(),
        "peft",
        Map.of(
            "rows", trained.rows(),
            "too_long", trained.tooLong(),
            "steps", trained.steps(),
            "tokens", trained.tokens(),
            "first_loss", trained.firstLoss(),
            "last_loss", trained.lastLoss()),
        performance);
  }

  private BudgetPolicy budget() {
    return project.policy().training().orElseThrow().budget();
  }

  private Path folder(PlannedTraining planned, RegisteredDataset dataset) {
    String content = dataset.contentHash().substring(0, 8);
    return project
        .adapters()
        .resolve(planned.name())
        .resolve(content + "-" + planned.planHash().substring(0, 8));
  }

  // A holder that was killed does not renew its lease; one that lives does.
  private TrainingJob free(Jobs jobs, JobRequest request) throws InterruptedException {
    TrainingJob first = jobs.request(request);
    TrainingJob job = first;
    if (held(job)) {
      progress.stage(
          "waiting, at most %d s, whether %s still works on training job %s"
              .formatted(
                  LeasedTraining.LEASE.toSeconds(),
                  job.leaseHolder().orElse("another process"),
                  job.id()));
    }
    long deadline = System.nanoTime() + LeasedTraining.LEASE.plusSeconds(5).toNanos();
    while (held(job)) {
      if (!job.leaseUntil().equals(first.leaseUntil()) || System.nanoTime() > deadline) {
        throw CommandFailure.locked(
            "Training job %s is being run by %s: wait for it."
                .formatted(job.id(), job.leaseHolder().orElse("another process")));
      }
      Thread.sleep(1_000);
      job = jobs.request(request);
    }
    return job;
  }

  private static boolean held(TrainingJob job) {
    return job.status() == JobStatus.RUNNING || job.status() == JobStatus.CANCELLING;
  }

  private JobRequest request(PlannedTraining planned, RegisteredDataset dataset) {
    return new JobRequest(
        planned.name(),
        dataset,
        planned.planHash(),
        planned.place().name(),
        planned.trainer(),
        planned.plan().method().label(),
        planned.baseModel().toString(),
        planned.hyperparameters(),
        System.getProperty("user.name", "unknown"));
  }

  private RegisteredAdapter adapter(TrainingJob job) {
    UUID id = job.resultingModelId().orElseThrow();
    return registry.adapters().history(job.name()).stream()
        .filter(adapter -> adapter.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a job succeeded without an adapter"));
  }

  /**
   * How it ended.
   *
   * @param adapter the registry's row
   * @param trained whether it was trained now
   * @param evaluated whether the gate decided about it now
   */
  public record Outcome(RegisteredAdapter adapter, boolean trained, boolean evaluated) {}
}
