package prefmill.runners.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.doctor.Finding;
import prefmill.runners.doctor.Machine;
import prefmill.runners.doctor.ProjectHealth;
import prefmill.runners.failure.ExitCode;

/** Says what this machine and this policy have, and what is missing for a run. */
@Command(
    name = "doctor",
    description = "Tries what a run needs: this machine and, where there is one, the policy.")
public final class Doctor implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException {
    List<Finding> findings = new ArrayList<>(Machine.findings(Path.of("").toAbsolutePath()));
    if (common.isConfigGiven() || Files.exists(common.config())) {
      findings.addAll(ProjectHealth.findings(common.config()));
    }
    boolean healthy = findings.stream().allMatch(Finding::ok);
    StringBuilder text = new StringBuilder();
    for (Finding f : findings) {
      text.append(f.ok() ? "ok     " : "WRONG  ").append(f.what()).append(": ");
      text.append(f.seen()).append('\n');
    }
    common.output().result(Map.of("healthy", healthy, "findings", findings), text.toString());
    return (healthy ? ExitCode.DONE : ExitCode.FAILED).code();
  }
}
