package prefmill.runners.command.dataset;

import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.store.PublishedVersion;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.cli.VersionSummary;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.Project;
import prefmill.runners.project.VersionReference;

/** Shows what a version holds and what became of the events that came in. */
@Command(name = "show", description = "Shows what a version holds, and what was not kept and why.")
public final class ShowVersion implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "DATASET@N",
      arity = "0..1",
      description = "Default: the newest of the policy's dataset.")
  private String reference;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    PublishedVersion version = VersionReference.parse(reference).find(project);
    common
        .output()
        .raw(
            Files.readString(version.folder().resolve(Manifest.FILE)),
            VersionSummary.text(version));
    return ExitCode.DONE.code();
  }
}
