package prefmill.runners.command.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.Project;
import prefmill.trainers.environment.EnvironmentHealth;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.environment.TrainerEnvironment;

/** Lists the trainers with what they can do, whether they work, and how to install them. */
@Command(name = "list", description = "Lists the trainers, their versions and their health.")
public final class ListTrainers implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    List<TrainerView> trainers = new ArrayList<>(List.of(TrainerView.builtIn()));
    for (ExternalBackend backend : ExternalBackend.values()) {
      TrainerEnvironment environment =
          TrainerEnvironment.of(Project.trainerEnvironments(common.folder()), backend);
      trainers.add(TrainerView.of(environment, EnvironmentHealth.of(environment)));
    }
    common.output().result(Map.of("trainers", trainers), TrainerView.table(trainers));
    return ExitCode.DONE.code();
  }
}
