package prefmill.runners.command.dataset;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import prefmill.datasets.diff.Snapshot;
import prefmill.datasets.diff.VersionDiff;
import prefmill.datasets.store.PublishedVersion;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.cli.DiffView;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.Project;
import prefmill.runners.project.VersionReference;

/** Counts the rows that two versions share and those that one of them lacks, by cause. */
@Command(
    name = "diff",
    description =
        "Counts rows carried over, added and removed, and why; without versions the newest with its previous.")
public final class DiffVersions implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "EARLIER", arity = "0..1", index = "0", description = "DATASET@N.")
  private String earlier;

  @Parameters(paramLabel = "LATER", arity = "0..1", index = "1", description = "DATASET@N.")
  private String later;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    PublishedVersion to = VersionReference.parse(later).find(project);
    String from = earlier == null ? previous(to) : earlier;
    PublishedVersion since = VersionReference.parse(from).find(project);
    VersionDiff diff = VersionDiff.between(Snapshot.of(since), Snapshot.of(to));
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("earlier", since.number());
    values.put("later", to.number());
    values.putAll(DiffView.json(diff));
    common
        .output()
        .result(
            values,
            "From version %d to version %d: %,d rows carried over, %,d added, %,d removed, %,d on another side.\n%s"
                .formatted(
                    since.number(),
                    to.number(),
                    diff.carried(),
                    VersionDiff.total(diff.added()),
                    VersionDiff.total(diff.removed()),
                    VersionDiff.total(diff.moved()),
                    DiffView.text(diff)));
    return ExitCode.DONE.code();
  }

  private static String previous(PublishedVersion version) {
    Integer previous = version.manifest().previous();
    if (previous == null) {
      throw CommandFailure.usage(
          "%s@%d is the first version: there is nothing to compare it with."
              .formatted(version.manifest().dataset(), version.number()));
    }
    return version.manifest().dataset() + "@" + previous;
  }
}
