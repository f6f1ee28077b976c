package prefmill.runners.training;

import java.nio.file.Path;
import java.util.Locale;
import prefmill.runners.project.Project;
import prefmill.trainers.djl.DjlTrainer;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.environment.TrainerEnvironment;
import prefmill.trainers.external.ExternalTrainer;
import prefmill.trainers.training.Trainer;

/** The trainers that a policy can name. */
public final class Trainers {
  /** The one that needs no environment. */
  public static final String BUILT_IN = "djl";

  private final Path environments;

  private Trainers(Path environments) {
    this.environments = environments;
  }

  /** Those of a project. */
  public static Trainers of(Project project) {
    return new Trainers(project.trainerEnvironments());
  }

  /** The trainer of a name; whether its environment is there shows when it trains. */
  public Trainer trainer(String name) {
    if (name.equals(BUILT_IN)) {
      return DjlTrainer.of();
    }
    ExternalBackend backend = ExternalBackend.valueOf(name.toUpperCase(Locale.ROOT));
    return ExternalTrainer.of(TrainerEnvironment.of(environments, backend));
  }
}
