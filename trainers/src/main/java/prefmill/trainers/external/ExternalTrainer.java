package prefmill.trainers.external;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import prefmill.datasets.canonical.Sha256;
import prefmill.datasets.store.Failpoint;
import prefmill.trainers.adapter.AttemptFolder;
import prefmill.trainers.adapter.MlxLayout;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.adapter.TrainingLog;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.environment.TrainerEnvironment;
import prefmill.trainers.training.Progress;
import prefmill.trainers.training.TrainedAdapter;
import prefmill.trainers.training.Trainer;
import prefmill.trainers.training.TrainingException;
import prefmill.trainers.training.TrainingPlan;
import prefmill.trainers.training.TrainingRun;

/**
 * Trains with a program in another language, in a process and an environment of its own.
 *
 * <p>The adapter comes out in the same layout and under the same names as the built-in trainer's.
 * An attempt that was interrupted or killed is gone on with from its last checkpoint by the next
 * one with the same key.
 */
public final class ExternalTrainer implements Trainer {
  private static final String VALIDATION = "validation.jsonl";
  private static final String STDOUT = "events.jsonl";
  private static final String STDERR = "stderr.txt";

  private final TrainerEnvironment environment;
  private final ExternalBackend backend;

  private ExternalTrainer(TrainerEnvironment environment) {
    this.environment = environment;
    this.backend = environment.backend();
  }

  /** The trainer of an environment, which need not be there before something is trained. */
  public static ExternalTrainer of(TrainerEnvironment environment) {
    return new ExternalTrainer(environment);
  }

  @Override
  public TrainedAdapter train(TrainingRun run, Progress progress)
      throws IOException, InterruptedException {
    Optional<TrainedAdapter> finished = AttemptFolder.find(run.output(), run.key());
    if (finished.isPresent()) {
      return finished.get();
    }
    if (!backend.methods().contains(run.plan().method())) {
      throw new TrainingException(
          "%s cannot train with %s: choose another training.method or training.trainer."
              .formatted(backend.label(), run.plan().method().label()));
    }
    requireKnownLoss(run.plan());
    Path python = environment.python();
    WorkFolder work = WorkFolder.create(run, backend.label());
    progress.folder(work.path());
    Path request = prepare(work, run);
    RunLog log = follow(command(python, work, request), work, run, progress);
    TrainedAdapter adapter = publish(work, run, log, progress);
    work.removeAll();
    return adapter;
  }

  private void requireKnownLoss(TrainingPlan plan) {
    boolean plain = plan.lossType() == TrainingPlan.LossType.SIGMOID && plan.labelSmoothing() == 0;
    if (backend != ExternalBackend.TRL && !plain) {
      throw new TrainingException(
          "%s is run with loss_type sigmoid and no label_smoothing only: leave both out, or choose training.trainer djl or trl."
              .formatted(backend.label()));
    }
  }

  private Path prepare(WorkFolder work, TrainingRun run) throws IOException {
    Path rows = work.file("rows.jsonl");
    RowsFile.write(rows, run.examples());
    if (run.validation().isPresent()) {
      RowsFile.write(work.file(VALIDATION), run.validation().get());
    }
    for (String file : backend.files()) {
      Files.writeString(work.file(file), TrainerEnvironment.resource(file));
    }
    Path request = work.file("request.json");
    TrainingRequest.write(request, run, rows, work.output(), work.claimCheckpoint());
    return request;
  }

  private List<String> command(Path python, WorkFolder work, Path request) {
    return List.of(
        python.toString(),
        "-s",
        "-E",
        "-B",
        work.file("run_trainer.py").toString(),
        backend.program(),
        request.toString());
  }

  private RunLog follow(List<String> command, WorkFolder work, TrainingRun run, Progress progress)
      throws IOException, InterruptedException {
    RunLog log = new RunLog(backend.label(), run.examples().size());
    Path stderr = work.file(STDERR);
    try (ChildProcess child =
        ChildProcess.start(command, variables(work), work.file(STDOUT), stderr)) {
      for (var line = child.nextLine(); line.isPresent(); line = child.nextLine()) {
        log.take(event(line.get(), work), progress);
        if (2 * log.lastStep() >= log.steps() && log.lastStep() > 0) {
          Failpoint.hit("mid-training");
        }
      }
      int exitCode = child.exitCode();
      if (exitCode != 0 || !log.isDone()) {
        throw ChildFailure.of(environment, log, exitCode, stderr);
      }
    }
    return log;
  }

  private TrainerEvent event(String line, WorkFolder work) {
    try {
      return TrainerEvent.parse(line);
    } catch (TrainingException e) {
      throw new TrainingException(
          "%s said something that is no event; it is in %s."
              .formatted(backend.label(), work.file(STDOUT)),
          e);
    }
  }

  // Spinning threads of several processes on few cores slow one another down a hundredfold.
  private static Map<String, String> variables(WorkFolder work) {
    Map<String, String> variables = new LinkedHashMap<>();
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    variables.put("OMP_NUM_THREADS", String.valueOf(threads));
    variables.put("OMP_WAIT_POLICY", "PASSIVE");
    variables.keySet().removeAll(System.getenv().keySet());
    variables.put("HF_HUB_OFFLINE", "1");
    variables.put("HF_HOME", work.file("cache").toString());
    variables.put("TOKENIZERS_PARALLELISM", "false");
    return variables;
  }

  private TrainedAdapter publish(WorkFolder work, TrainingRun run, RunLog log, Progress progress)
      throws IOException {
    PeftAdapter adapter = FinishedAdapter.read(backend, work.output(), run);
    try (AttemptFolder attempt = AttemptFolder.create(run.output())) {
      adapter.write(attempt.path());
      if (backend == ExternalBackend.MLX) {
        MlxLayout.write(adapter, attempt.path().resolve("mlx"));
      }
      TrainingLog.write(attempt.path(), log.reports());
      Files.copy(work.file(STDOUT), attempt.path().resolve(STDOUT));
      Files.copy(work.file(STDERR), attempt.path().resolve(STDERR));
      TrainedAdapter trained = trained(run, log, attempt.path());
      attempt.seal(trained);
      Failpoint.hit("before-adapter-rename");
      progress.finishing();
      return attempt.publish(trained);
    }
  }

  private static TrainedAdapter trained(TrainingRun run, RunLog log, Path attempt)
      throws IOException {
    return TrainedAdapter.of(
        run,
        Sha256.of(attempt.resolve(PeftAdapter.WEIGHTS)),
        log.used(),
        log.tooLong(),
        log.lastStep(),
        log.reports());
  }
}
