package prefmill.runners.command.dataset;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import prefmill.datasets.faults.Failpoint;
import prefmill.datasets.gc.Garbage;
import prefmill.datasets.gc.Retention;
import prefmill.datasets.gc.VersionGarbage;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.store.DatasetStore;
import prefmill.pipelines.cache.SettledCache;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.gc.LogGarbage;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.cli.Table;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.HeldDataset;
import prefmill.runners.project.Project;

/** Withdraws versions that the policy keeps no longer, and removes what nothing refers to. */
@Command(
    name = "gc",
    description =
        "Withdraws versions beyond the policy's retention and removes files that nothing refers to.")
public final class CollectGarbage implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(
      names = "--grace",
      paramLabel = "D",
      defaultValue = "24h",
      description =
          "Spares what was written in the last D, as a run may still be at work: 0, 30m, 24h, 7d"
              + " (default: 24h).")
  private String grace;

  @Option(names = "--dry-run", description = "Removes nothing; shows what would go.")
  private boolean dryRun;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    Instant youngest = Instant.now().minus(duration(grace));
    try (HeldDataset held = HeldDataset.of(project)) {
      collect(project, youngest);
    }
    return ExitCode.DONE.code();
  }

  private void collect(Project project, Instant youngest) throws IOException {
    DatasetStore store = project.store();
    List<Integer> withdrawn = new ArrayList<>();
    if (project.policy().keptVersions().isPresent()) {
      Retention retention = Retention.keeping(store, project.policy().keptVersions().get());
      for (int version : retention.surplus()) {
        withdrawn.add(version);
        if (!dryRun) {
          retention.withdraw(version);
        }
      }
    }
    VersionGarbage versions = VersionGarbage.of(store);
    EventLog log = EventLog.open(project.policy().store(), project.policy().dataset());
    List<Garbage> garbage = new ArrayList<>(versions.before(youngest));
    List<Garbage> settled = SettledCache.of(store.folder()).garbage(youngest);
    List<Garbage> landed = LogGarbage.of(log, youngest);
    if (!dryRun) {
      for (Garbage piece : garbage) {
        versions.remove(piece);
        Failpoint.hit("mid-garbage");
      }
      landed = LogGarbage.remove(log, landed);
      for (Garbage piece : settled) {
        Durable.deleteTree(piece.path());
      }
    }
    garbage.addAll(landed);
    garbage.addAll(settled);
    report(store, withdrawn, garbage);
  }

  private void report(DatasetStore store, List<Integer> withdrawn, List<Garbage> garbage) {
    long bytes = garbage.stream().mapToLong(Garbage::bytes).sum();
    Table table = Table.of(dryRun ? "WOULD GO" : "REMOVED", "BYTES", "WHAT IT WAS");
    List<Map<String, Object>> removed = new ArrayList<>();
    for (Garbage piece : garbage) {
      String path = store.folder().relativize(piece.path()).toString();
      table.line(path, piece.bytes(), piece.why());
      removed.add(Map.of("path", path, "bytes", piece.bytes(), "why", piece.why()));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("dry_run", dryRun);
    values.put("withdrawn", withdrawn);
    values.put("removed", removed);
    values.put("bytes", bytes);
    String versions =
        withdrawn.isEmpty()
            ? ""
            : "Versions %s: %s\n".formatted(dryRun ? "to withdraw" : "withdrawn", withdrawn);
    common
        .output()
        .result(
            values,
            versions
                + (garbage.isEmpty()
                    ? "Nothing to remove."
                    : table + "%,d bytes.".formatted(bytes)));
  }

  private static Duration duration(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    if (!text.matches("[0-9]{1,6}[smhd]")) {
      throw CommandFailure.usage(
          "--grace \"%s\" is no length of time: write 0, 30m, 24h or 7d.".formatted(text));
    }
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(number);
      case 'm' -> Duration.ofMinutes(number);
      case 'h' -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
