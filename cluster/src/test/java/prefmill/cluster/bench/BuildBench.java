package prefmill.cluster.bench;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import prefmill.cluster.FlinkProcesses;
import prefmill.cluster.Shop;

/**
 * Measures ingest and build of the same events on clusters of different sizes: CPU seconds of all
 * processes and shuffled bytes, which must not depend on the size. {@code cluster/bench/cluster.sh}
 * runs it.
 */
final class BuildBench {
  private BuildBench() {}

  /** Arguments: a folder for its work, the number of events, then numbers of task managers. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int events = Integer.parseInt(arguments[1]);
    Shop first = Shop.of(folder.resolve("first"), events);
    System.out.println(
        "| task managers | step | events | CPU s | us an event | shuffled bytes an event | wall s | content hash |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    for (int i = 2; i < arguments.length; i++) {
      int managers = Integer.parseInt(arguments[i]);
      Shop shop =
          Shop.of(
              folder.resolve("of" + managers),
              "{name: app, kind: jsonl, preset: native, path: \"%s\"}"
                  .formatted(first.folder().resolve("events")));
      try (FlinkProcesses cluster =
          FlinkProcesses.start(folder.resolve("cluster" + managers), managers, Map.of())) {
        measure(shop, cluster, managers, events, "ingest");
        measure(shop, cluster, managers, events, "build");
        if (i == arguments.length - 1) {
          Measured.printTasks(cluster.master().address(), events);
        }
      }
    }
  }

  private static void measure(
      Shop shop, FlinkProcesses cluster, int managers, int events, String step) throws Exception {
    Collection<Process> processes = cluster.processes();
    String address = cluster.master().address();
    double cpu = Measured.cpu(processes);
    long bytes = Measured.shuffled(address);
    long start = System.nanoTime();
    shop.run(step, "--flink-master", address, "--parallelism", Integer.toString(managers));
    double seconds = Measured.cpu(processes) - cpu;
    System.out.printf(
        "| %d | %s | %,d | %.1f | %.0f | %.0f | %.0f | %s |%n",
        managers,
        step,
        events,
        seconds,
        1e6 * seconds / events,
        (double) (Measured.shuffled(address) - bytes) / events,
        (System.nanoTime() - start) / 1e9,
        step.equals("build") ? shop.newest().contentHash().substring(0, 8) : "");
  }
}
