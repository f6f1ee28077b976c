package prefmill.pipelines.property.events;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import prefmill.datasets.store.DatasetStore;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.scenario.Workshop;

/** Builds in a process of its own, which shares nothing with the test but a folder. */
public final class OwnProcess {
  private static final int MINUTES = 10;
  private static final String SETTINGS = "settings.yaml";

  private OwnProcess() {}

  /**
   * Builds the events that lie in a folder.
   *
   * @param heap the process's heap as java's option -Xmx takes it
   * @throws IllegalStateException with all that it printed, if it did not end well in time
   */
  public static PublishedVersion build(
      Path folder, String settings, String runner, int parallelism, String heap)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve(SETTINGS), settings);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx" + heap, "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(
        List.of(
            OwnProcess.class.getName(), folder.toString(), runner, Integer.toString(parallelism)));
    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IllegalStateException(Files.readString(log));
      }
    } finally {
      process.destroyForcibly();
    }
    return DatasetStore.open(folder.resolve("store"), "test").newest().orElseThrow();
  }

  /** The entry point of the process: FOLDER RUNNER PARALLELISM. */
  public static void main(String[] args) throws IOException {
    Workshop workshop = Workshop.in(Path.of(args[0]));
    String settings = Files.readString(workshop.folder().resolve(SETTINGS));
    workshop.build(workshop.policy(settings), args[1], Integer.parseInt(args[2]));
  }
}
