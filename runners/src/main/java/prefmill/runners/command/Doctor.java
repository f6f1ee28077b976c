package prefmill.runners.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.policy.checkup.Finding;
import prefmill.pipelines.policy.checkup.Machine;
import prefmill.pipelines.source.SourceReader;
import prefmill.pipelines.source.database.Snapshots;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.OwnDatabase;
import prefmill.runners.project.Project;

/** Says what this machine and this policy have, and what is missing for a run. */
@Command(
    name = "doctor",
    description = "Tries what a run needs: this machine and, where there is one, the policy.")
public final class Doctor implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    boolean withPolicy = common.isConfigGiven() || Files.exists(common.config());
    List<Finding> findings =
        withPolicy
            ? examine(Project.load(common.config()))
            : Machine.findings(Path.of("").toAbsolutePath());
    boolean healthy = findings.stream().noneMatch(Finding::fails);
    common
        .output()
        .result(
            Map.of("healthy", healthy, "findings", findings),
            findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
    return (healthy ? ExitCode.DONE : ExitCode.FAILED).code();
  }

  private static List<Finding> examine(Project project) throws IOException {
    try (OwnDatabase unused = OwnDatabase.forSources(project)) {
      return findings(project);
    }
  }

  private static List<Finding> findings(Project project) {
    return prefmill.pipelines.policy.checkup.Doctor.of(
            source -> reach(source, project.folder()), OpenRegistry::reach)
        .examine(project.policy());
  }

  private static void reach(SourcePolicy source, Path folder) {
    try (Snapshots snapshots = Snapshots.open()) {
      var unused = SourceReader.plan(source, folder, Map.of(), snapshots);
    }
  }
}
