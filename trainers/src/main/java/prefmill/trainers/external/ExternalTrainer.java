package prefmill.trainers.external;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prefmill.datasets.canonical.Sha256;
import prefmill.datasets.faults.Failpoint;
import prefmill.trainers.adapter.AttemptFolder;
import prefmill.trainers.adapter.MlxLayout;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.adapter.TrainingLog;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.environment.TrainerEnvironment;
import prefmill.trainers.places.LocalPlace;
import prefmill.trainers.places.Place;
import prefmill.trainers.places.PlacedProgram;
import prefmill.trainers.places.PlacedRun;
import prefmill.trainers.training.Progress;
import prefmill.trainers.training.TrainedAdapter;
import prefmill.trainers.training.Trainer;
import prefmill.trainers.training.TrainingException;
import prefmill.trainers.training.TrainingRun;

/**
 * Trains with a program in another language, in a process and an environment of its own, here or at
 * another place.
 *
 * <p>The adapter comes out in the same layout and under the same names as the built-in trainer's.
 * An attempt that was interrupted or killed is gone on with from its last checkpoint by the next
 * one with the same key.
 */
public final class ExternalTrainer implements Trainer {
  private static final Logger LOG = LoggerFactory.getLogger(ExternalTrainer.class);

  private final ExternalBackend backend;
  private final Place place;

  private ExternalTrainer(ExternalBackend backend, Place place) {
    this.backend = backend;
    this.place = place;
  }

  /**
   * The trainer of an environment of this machine, which need not be there before something is
   * trained.
   */
  public static ExternalTrainer of(TrainerEnvironment environment) {
    return of(environment.backend(), LocalPlace.of(environment));
  }

  /** The trainer with its program at a place. */
  public static ExternalTrainer of(ExternalBackend backend, Place place) {
    return new ExternalTrainer(backend, place);
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
    backend
        .lossFault(run.plan())
        .ifPresent(
            fault -> {
              throw new TrainingException(fault);
            });
    WorkFolder work = WorkFolder.create(run, backend.label());
    progress.folder(work.path());
    TrainedAdapter trained;
    try (PlacedRun placed = place.start(prepare(work, run))) {
      placed.name().ifPresent(progress::placed);
      RunLog log = follow(placed, work, run, progress);
      PeftAdapter adapter = read(placed, work, run);
      trained = publish(adapter, work, run, log, progress);
      discard(placed);
    }
    work.removeAll(); // not before the run is closed, which works there too
    return trained;
  }

  // The adapter is safe by now, whatever is left elsewhere.
  private static void discard(PlacedRun placed) throws InterruptedException {
    try {
      placed.discard();
    } catch (IOException | TrainingException e) {
      LOG.warn("what the run left at its place stays there for now: {}", e.getMessage());
    }
  }

  private PlacedProgram prepare(WorkFolder work, TrainingRun run) throws IOException {
    RowsFile.write(work.file(PlacedProgram.ROWS), run.examples());
    if (run.validation().isPresent()) {
      RowsFile.write(work.file(PlacedProgram.VALIDATION), run.validation().get());
    }
    for (String file : backend.files()) {
      Files.writeString(work.file(file), TrainerEnvironment.resource(file));
    }
    TrainingRequest.write(work.file(PlacedProgram.REQUEST), run);
    work.claimCheckpoint();
    String key = String.join("\n", run.key(), backend.label(), run.output().toString());
    return new PlacedProgram(key, backend, work.path());
  }

  private RunLog follow(PlacedRun placed, WorkFolder work, TrainingRun run, Progress progress)
      throws IOException, InterruptedException {
    RunLog log = new RunLog(backend.label(), run.examples().size());
    for (var line = placed.nextLine(); line.isPresent(); line = placed.nextLine()) {
      log.take(event(line.get(), work), progress);
      if (2 * log.lastStep() >= log.steps() && log.lastStep() > 0) {
        Failpoint.hit("mid-training");
      }
    }
    int exitCode = placed.exitCode();
    if (exitCode != 0 || !log.isDone()) {
      throw ChildFailure.of(
          backend, place.mend(backend), log, exitCode, work.file(PlacedProgram.STDERR));
    }
    return log;
  }

  // What cannot be used must not be found again by the next attempt.
  private PeftAdapter read(PlacedRun placed, WorkFolder work, TrainingRun run)
      throws IOException, InterruptedException {
    try {
      return FinishedAdapter.read(backend, work.output(), run);
    } catch (TrainingException e) {
      placed.discard();
      throw e;
    }
  }

  private TrainerEvent event(String line, WorkFolder work) {
    try {
      return TrainerEvent.parse(line);
    } catch (TrainingException e) {
      throw new TrainingException(
          "%s said something that is no event; it is in %s."
              .formatted(backend.label(), work.file(PlacedProgram.STDOUT)),
          e);
    }
  }

  private TrainedAdapter publish(
      PeftAdapter adapter, WorkFolder work, TrainingRun run, RunLog log, Progress progress)
      throws IOException {
    try (AttemptFolder attempt = AttemptFolder.create(run.output())) {
      adapter.write(attempt.path());
      if (backend == ExternalBackend.MLX) {
        MlxLayout.write(adapter, attempt.path().resolve("mlx"));
      }
      TrainingLog.write(attempt.path(), log.reports());
      for (String words : List.of(PlacedProgram.STDOUT, PlacedProgram.STDERR)) {
        Files.copy(work.file(words), attempt.path().resolve(words));
      }
      work.copyLogs(attempt.path().resolve(AttemptFolder.LOGS));
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
