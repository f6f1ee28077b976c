package prefmill.runners.bench.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import prefmill.runners.bench.GenerateEvents;
import prefmill.runners.cli.Invocation;
import prefmill.runners.cli.PolicyFolder;

/**
 * Measures ingest and build of generated events on the embedded Flink, in a JVM of its own: {@code
 * MeasuredRun FOLDER COUNT}. Leaves figures.json in the folder: the bytes and records of an event
 * and the CPU seconds of all, by the events that were read and by the step.
 */
final class MeasuredRun {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WARMING = 2_000;
  private static final int LONGER_PERCENT = 30;

  private final Allocation allocation = Allocation.watch();
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final Path folder;

  private MeasuredRun(Path folder) throws InterruptedException {
    this.folder = folder;
  }

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    int count = Integer.parseInt(args[1]);
    MeasuredRun run = new MeasuredRun(folder);
    var unused = run.figures("warm", lines(folder, WARMING), "ingest", "build");
    List<String> lines = lines(folder, count);
    Map<String, Map<String, Double>> figures = new TreeMap<>();
    figures.put("plain", run.figures("plain", lines, "ingest", "build"));
    figures.put("longer", run.figures("longer", longer(lines), "ingest"));
    JSON.writeValue(folder.resolve("figures.json").toFile(), figures);
  }

  private Map<String, Double> figures(String name, List<String> lines, String... steps)
      throws Exception {
    PolicyFolder project = PolicyFolder.of(Files.createDirectory(folder.resolve(name)), lines);
    Map<String, Double> figures = new TreeMap<>();
    for (String step : steps) {
      long allocated = allocation.bytes();
      long bytes = ShuffleReporter.bytes();
      long records = ShuffleReporter.records();
      long cpu = system.getProcessCpuTime();
      Invocation done = project.run(step, "--runner", "flink", "--parallelism", "2");
      if (done.exitCode() != 0) {
        throw new IllegalStateException(done.err());
      }
      double events = lines.size();
      figures.put(step + " cpu_seconds", (system.getProcessCpuTime() - cpu) / 1e9);
      figures.put(step + " allocated_bytes", (allocation.bytes() - allocated) / events);
      figures.put(step + " shuffled_bytes", (ShuffleReporter.bytes() - bytes) / events);
      figures.put(step + " shuffled_records", (ShuffleReporter.records() - records) / events);
    }
    return figures;
  }

  private static List<String> lines(Path folder, int count) throws IOException {
    Path file = folder.resolve("events.jsonl");
    GenerateEvents.write(count, file, 1);
    return Files.readAllLines(file);
  }

  /** The same events with longer questions and answers. */
  private static List<String> longer(List<String> lines) throws IOException {
    List<String> longer = new ArrayList<>();
    for (String line : lines) {
      ObjectNode event = (ObjectNode) JSON.readTree(line);
      for (String text : List.of("system", "prompt", "response")) {
        JsonNode value = event.path(text);
        if (value.isTextual()) {
          String words = value.asText();
          event.put(text, words + words.substring(0, words.length() * LONGER_PERCENT / 100));
        }
      }
      longer.add(JSON.writeValueAsString(event));
    }
    return longer;
  }
}
