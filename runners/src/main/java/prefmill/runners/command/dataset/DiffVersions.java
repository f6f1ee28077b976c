package prefmill.runners.command.dataset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import prefmill.datasets.read.RowPlace;
import prefmill.datasets.read.VersionDiff;
import prefmill.datasets.store.PublishedVersion;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.cli.Table;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.Project;
import prefmill.runners.project.VersionReference;

/** Compares the rows of two versions. */
@Command(
    name = "diff",
    description =
        "Compares the rows of two versions; without versions the newest with its previous.")
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
    VersionDiff diff = VersionDiff.of(since.folder(), to.folder());
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("earlier", since.number());
    values.put("later", to.number());
    values.put("carried", diff.carried());
    values.put("added", json(diff.added()));
    values.put("removed", json(diff.removed()));
    values.put("moved", json(diff.moved()));
    values.put("changes", to.manifest().changes());
    common.output().result(values, text(since, to, diff));
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

  private static String text(PublishedVersion since, PublishedVersion to, VersionDiff diff) {
    Table table = Table.of("ROWS", "ADDED", "REMOVED", "MOVED HERE");
    Map<String, long[]> places = new TreeMap<>();
    count(places, diff.added(), 0);
    count(places, diff.removed(), 1);
    count(places, diff.moved(), 2);
    places.forEach((place, n) -> table.line(place, n[0], n[1], n[2]));
    return "From version %d to version %d: %d rows carried over.\n%s"
        .formatted(since.number(), to.number(), diff.carried(), table.isEmpty() ? "" : table);
  }

  private static void count(Map<String, long[]> places, List<RowPlace> rows, int column) {
    rows.forEach(row -> places.computeIfAbsent(row.label(), label -> new long[3])[column]++);
  }

  private static List<Map<String, String>> json(List<RowPlace> rows) {
    return rows.stream().map(r -> Map.of("row_id", r.rowId(), "place", r.label())).toList();
  }
}
