package prefmill.runners.command.dataset;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import prefmill.datasets.store.PublishedVersion;
import prefmill.datasets.verify.Fault;
import prefmill.datasets.verify.VersionVerifier;
import prefmill.pipelines.verify.SplitReport;
import prefmill.pipelines.verify.SplitVerifier;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.Project;
import prefmill.runners.project.VersionReference;

/** Recomputes everything that a version says of itself from its files. */
@Command(
    name = "verify",
    description = "Recomputes every hash, count and sum of a version from its files.")
public final class VerifyVersion implements Callable<Integer> {
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
    String name = version.manifest().dataset() + "@" + version.number();
    List<Fault> faults = VersionVerifier.verify(version.folder());
    SplitReport sides =
        faults.isEmpty()
            ? SplitVerifier.verify(version, project.log())
            : new SplitReport(List.of(), List.of("sides: mend the files first"));
    faults = Stream.concat(faults.stream(), sides.faults().stream()).toList();
    common
        .output()
        .result(
            Map.of(
                "version", name,
                "folder", version.folder().toString(),
                "content_hash", version.manifest().contentHash(),
                "whole", faults.isEmpty(),
                "faults", faults,
                "not_checked", sides.notChecked()),
            text(name, version, faults, sides.notChecked()));
    return (faults.isEmpty() ? ExitCode.DONE : ExitCode.FAILED).code();
  }

  private static String text(
      String name, PublishedVersion version, List<Fault> faults, List<String> notChecked) {
    String verdict =
        faults.isEmpty()
            ? "%s is whole: content %s.".formatted(name, version.manifest().contentHash())
            : "%s is not as it was published (%s):\n%s"
                .formatted(
                    name,
                    version.folder(),
                    faults.stream().map(Fault::line).collect(Collectors.joining("\n")));
    return Stream.concat(
            Stream.of(verdict), notChecked.stream().map(n -> "Not checked: " + n + "."))
        .collect(Collectors.joining("\n"));
  }
}
