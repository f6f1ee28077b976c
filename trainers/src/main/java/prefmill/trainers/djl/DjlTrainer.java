package prefmill.trainers.djl;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import prefmill.datasets.canonical.Sha256;
import prefmill.datasets.faults.Failpoint;
import prefmill.trainers.adapter.AttemptFolder;
import prefmill.trainers.adapter.LoraScale;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.adapter.TrainingLog;
import prefmill.trainers.checkpoint.CheckpointFolder;
import prefmill.trainers.djl.engine.EngineSession;
import prefmill.trainers.djl.model.CausalModel;
import prefmill.trainers.djl.model.ModelScale;
import prefmill.trainers.djl.objective.DpoObjective;
import prefmill.trainers.djl.objective.KtoObjective;
import prefmill.trainers.djl.objective.Learner;
import prefmill.trainers.djl.objective.Objective;
import prefmill.trainers.djl.objective.SftObjective;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.huggingface.ChatTokenizer;
import prefmill.trainers.training.LoraPlan;
import prefmill.trainers.training.Progress;
import prefmill.trainers.training.StepReport;
import prefmill.trainers.training.TrainedAdapter;
import prefmill.trainers.training.Trainer;
import prefmill.trainers.training.TrainingException;
import prefmill.trainers.training.TrainingRun;

/**
 * Trains low-rank adapters in this process, on the CPU, without Python.
 *
 * <p>The same run makes the same adapter bytes on the same kind of machine. Runs in one process
 * wait for one another. A run that was killed goes on from its last checkpoint and ends with the
 * bytes of an undisturbed one; so does one that was interrupted, which leaves a checkpoint of its
 * last step. Losses follow TRL's within 1e-5 from the same start, step by step.
 */
public final class DjlTrainer implements Trainer {
  private DjlTrainer() {}

  /** A trainer; it holds nothing between runs. */
  public static DjlTrainer of() {
    return new DjlTrainer();
  }

  @Override
  public TrainedAdapter train(TrainingRun run, Progress progress)
      throws IOException, InterruptedException {
    if (run.plan().lora().kind() == LoraPlan.Kind.DORA) {
      throw new TrainingException(
          "djl trains no DoRA: write `adapter: lora`, or choose training.trainer mlx, trl or llamafactory.");
    }
    Optional<TrainedAdapter> finished = AttemptFolder.find(run.output(), run.key());
    if (finished.isPresent()) {
      return finished.get();
    }
    try {
      return attempt(run, progress);
    } catch (NoSuchFileException e) {
      // Another attempt that takes the final name removes all others at it.
      return AttemptFolder.find(run.output(), run.key()).orElseThrow(() -> e);
    } catch (ClosedByInterruptException e) {
      Thread.interrupted(); // the exception stands for the mark from here on
      throw (InterruptedException)
          new InterruptedException("Training was stopped at a file.").initCause(e);
    }
  }

  private static TrainedAdapter attempt(TrainingRun run, Progress progress)
      throws IOException, InterruptedException {
    try (AttemptFolder attempt = AttemptFolder.create(run.output());
        EngineSession session = EngineSession.open();
        ChatTokenizer tokenizer = ChatTokenizer.open(run.baseModel(), run.day());
        CausalModel model =
            CausalModel.load(session.manager(), run.baseModel(), ModelScale.of(run.plan()))) {
      progress.folder(attempt.path());
      RunState state =
          RunState.of(
              session.manager(),
              model,
              run,
              CheckpointFolder.latest(run.output(), RunState.id(run)));
      Learner learner = new Learner(model, state.lora(), tokenizer, run.plan());
      Objective objective = objective(learner, run.examples());
      requireRows(objective, run);
      Optional<Objective> validation =
          run.validation().isEmpty()
              ? Optional.empty()
              : Optional.of(objective(learner, run.validation().get()));
      TrainingLoop loop =
          TrainingLoop.of(run.plan(), objective, state.optimizer(), session.manager())
              .evaluating(validation)
              .after(state.reports());
      int taken = state.reports().size();
      try {
        loop.run(report -> step(report, run, state, attempt.path(), progress));
      } catch (InterruptedException | ClosedByInterruptException e) {
        Thread.interrupted(); // the mark would close this checkpoint's files too
        if (state.reports().size() > taken) {
          CheckpointFolder.write(attempt.path(), state.checkpoint());
        }
        throw e;
      }
      new PeftAdapter(run.baseModelName(), LoraScale.of(run.plan().lora()), state.lora().values())
          .write(attempt.path());
      TrainingLog.write(attempt.path(), state.reports());
      TrainedAdapter adapter = adapter(run, objective, state.reports(), attempt.path());
      attempt.seal(adapter);
      Failpoint.hit("before-adapter-rename");
      progress.finishing();
      CheckpointFolder.remove(attempt.path());
      return attempt.publish(adapter);
    }
  }

  private static void step(
      StepReport report, TrainingRun run, RunState state, Path attempt, Progress progress)
      throws IOException {
    state.reports().add(report);
    // Told first: an interrupt may end the checkpoint's writing, and the one made up for it has
    // this step in it.
    progress.step(report);
    int every = run.plan().checkpointSteps();
    if (every > 0 && report.step() % every == 0 && report.step() < report.of()) {
      CheckpointFolder.write(attempt, state.checkpoint());
    }
    if (report.step() < report.of()) {
      progress.checkpoint();
    }
    if (2 * report.step() >= report.of()) {
      Failpoint.hit("mid-training");
    }
  }

  static Objective objective(Learner learner, TrainingExamples examples)
      throws InterruptedException {
    if (examples instanceof TrainingExamples.Preferences pairs) {
      return DpoObjective.of(learner, pairs.rows());
    }
    if (examples instanceof TrainingExamples.Verdicts verdicts) {
      return KtoObjective.of(learner, verdicts.rows());
    }
    return SftObjective.of(learner, ((TrainingExamples.Demonstrations) examples).rows());
  }

  private static void requireRows(Objective objective, TrainingRun run) {
    if (objective.rows() == 0) {
      throw new TrainingException(
          "No row is left to train on: %d of %d exceed max_length %d; raise it, or give more rows."
              .formatted(objective.tooLong(), run.examples().size(), run.plan().maxLength()));
    }
  }

  private static TrainedAdapter adapter(
      TrainingRun run, Objective objective, List<StepReport> reports, Path attempt)
      throws IOException {
    return TrainedAdapter.of(
        run,
        Sha256.of(attempt.resolve(PeftAdapter.WEIGHTS)),
        objective.rows(),
        objective.tooLong(),
        reports.size(),
        reports);
  }
}
