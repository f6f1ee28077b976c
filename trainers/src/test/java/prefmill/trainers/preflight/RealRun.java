package prefmill.trainers.preflight;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import prefmill.trainers.djl.DjlTrainer;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.environment.TestEnvironments;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.external.ExternalTrainer;
import prefmill.trainers.training.Progress;
import prefmill.trainers.training.TrainedAdapter;
import prefmill.trainers.training.Trainer;
import prefmill.trainers.training.TrainingPlan;
import prefmill.trainers.training.TrainingRun;

/** The same rows, plan and model for the preflight and for the trainer itself. */
public record RealRun(
    TrainerTraits trainer, Path folder, Path model, TrainingPlan plan, TrainingExamples examples) {
  private static final PreflightLimits LIMITS = new PreflightLimits(0.2, 0, Optional.empty());

  public PreflightReport foretold() throws IOException {
    return Preflight.of(trainer, plan, model, LIMITS).check(examples, Optional.empty());
  }

  public TrainedAdapter train(Progress progress) throws IOException, InterruptedException {
    return backend()
        .train(
            new TrainingRun(
                "real", model, "model", examples, plan, Optional.empty(), folder.resolve("out")),
            progress);
  }

  private Trainer backend() throws IOException {
    if (trainer == TrainerTraits.DJL) {
      return DjlTrainer.of();
    }
    ExternalBackend external = ExternalBackend.valueOf(trainer.name());
    return ExternalTrainer.of(TestEnvironments.of(folder.resolve("env"), external));
  }
}
