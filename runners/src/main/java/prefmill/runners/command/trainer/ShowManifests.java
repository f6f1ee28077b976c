package prefmill.runners.command.trainer;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import prefmill.pipelines.policy.training.TrainingPolicy;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.Project;
import prefmill.runners.training.Trainers;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.places.kubernetes.KubernetesPlace;

/** Prints what a cluster would be asked for, for those who must allow it; asks nobody. */
@Command(
    name = "manifest",
    description = "Prints the Kubernetes manifests that training.kubernetes leads to.")
public final class ShowManifests implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    TrainingPolicy training =
        Project.load(common.config()).policy().training().orElseThrow(() -> missing("training"));
    KubernetesPlace place =
        Trainers.kubernetes(training).orElseThrow(() -> missing("training.kubernetes"));
    String yaml =
        place.manifests(ExternalBackend.valueOf(training.trainer().toUpperCase(Locale.ROOT)));
    common.output().result(Map.of("manifests", yaml), yaml);
    return ExitCode.DONE.code();
  }

  private CommandFailure missing(String key) {
    return CommandFailure.usage(
        "%s does not say %s: add it with at least image and claim."
            .formatted(common.config(), key));
  }
}
