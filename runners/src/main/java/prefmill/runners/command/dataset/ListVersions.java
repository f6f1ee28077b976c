package prefmill.runners.command.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import prefmill.datasets.store.VersionListing;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.cli.Table;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.Project;
import prefmill.runners.project.VersionReference;

/** Lists a dataset's versions, the newest first. */
@Command(name = "list", description = "Lists the versions, the newest first.")
public final class ListVersions implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "DATASET", arity = "0..1", description = "Default: the policy's.")
  private String dataset;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    var store = VersionReference.parse(dataset).store(project);
    Table table =
        Table.of("VERSION", "CONTENT", "AS OF", "IN", "USED", "PREFERENCE", "UNPAIRED", "SFT");
    List<Map<String, Object>> versions = new ArrayList<>();
    for (VersionListing listed : store.list()) {
      versions.add(json(store.dataset(), listed));
      String name = store.dataset() + "@" + listed.version();
      if (listed.contentHash() == null) {
        table.line(name, "withdrawn", "-", "-", "-", "-", "-", "-");
      } else {
        table.line(
            name,
            listed.contentHash().substring(0, 8),
            listed.asOf(),
            listed.counts().in(),
            listed.counts().used(),
            rows(listed, "preference"),
            rows(listed, "unpaired"),
            rows(listed, "sft"));
      }
    }
    common
        .output()
        .result(
            Map.of("dataset", store.dataset(), "versions", versions),
            table.isEmpty()
                ? store.dataset() + " has no version yet: `prefmill build` publishes the first."
                : table.toString());
    return ExitCode.DONE.code();
  }

  private static long rows(VersionListing listed, String config) {
    return listed.rows().getOrDefault(config, Map.of()).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private static Map<String, Object> json(String dataset, VersionListing listed) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("dataset", dataset);
    values.put("version", listed.version());
    values.put("withdrawn", listed.contentHash() == null);
    if (listed.contentHash() == null) {
      values.put("successor", listed.successor());
    } else {
      values.put("content_hash", listed.contentHash());
      values.put("as_of", listed.asOf());
      values.put("in", listed.counts().in());
      values.put("used", listed.counts().used());
      values.put("rejected", listed.counts().rejected());
      values.put("dead", listed.counts().dead());
      values.put("rows", listed.rows());
    }
    return values;
  }
}
