package prefmill.runners.command.trainer;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.failure.ExitCode;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.environment.TrainerEnvironment;

/** Prints the libraries of a trainer, for a host or an image that is made by hand. */
@Command(
    name = "libraries",
    description = "Prints the libraries of a trainer with their versions, as pip reads them.")
public final class ListLibraries implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "NAME", description = "mlx, trl or llamafactory.")
  private ExternalBackend name;

  @Override
  public Integer call() throws Exception {
    String list = TrainerEnvironment.of(common.folder(), name).list();
    common.output().result(Map.of("libraries", list.lines().toList()), list.stripTrailing());
    return ExitCode.DONE.code();
  }
}
