package prefmill.runners.command.trainer;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.cli.Progress;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.Project;
import prefmill.trainers.environment.EnvironmentHealth;
import prefmill.trainers.environment.EnvironmentInstall;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.environment.TrainerEnvironment;

/** Makes a trainer's Python environment beside the policy; one that works is left as it is. */
@Command(name = "install", description = "Makes a trainer's Python environment.")
public final class InstallTrainer implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "NAME", description = "mlx, trl or llamafactory.")
  private ExternalBackend backend;

  @Option(
      names = "--python",
      paramLabel = "P",
      defaultValue = "python3.11",
      description = "The Python that it is made with (default: ${DEFAULT-VALUE}).")
  private String python;

  @Option(
      names = "--index-url",
      paramLabel = "URL",
      description = "The package index in place of pip's own.")
  private String indexUrl;

  @Option(
      names = "--extra-index-url",
      paramLabel = "URL",
      description = "An index that is asked as well: one with wheels for the CPU alone, or a CUDA.")
  private String extraIndexUrl;

  @Override
  public Integer call() throws Exception {
    TrainerEnvironment environment =
        TrainerEnvironment.of(Project.trainerEnvironments(common.folder()), backend);
    EnvironmentHealth health;
    try (Progress progress = common.output().progress()) {
      health =
          new EnvironmentInstall(
                  python, Optional.ofNullable(indexUrl), Optional.ofNullable(extraIndexUrl))
              .install(environment, progress::stage, progress::note);
    }
    common
        .output()
        .result(
            Map.of(
                "trainer", backend.label(),
                "folder", environment.folder().toString(),
                "versions", health.versions()),
            "%s is ready in %s: %s"
                .formatted(
                    backend.label(),
                    environment.folder(),
                    TrainerView.versions(health.versions())));
    return ExitCode.DONE.code();
  }
}
