package prefmill.cluster.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;

/** What a cluster's processes and jobs took, as the system and Flink's REST interface tell it. */
final class Measured {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Measured() {}

  /** CPU seconds of processes so far, of this one too. */
  static double cpu(Collection<Process> processes) {
    Duration all = ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    for (Process process : processes) {
      all = all.plus(process.info().totalCpuDuration().orElseThrow());
    }
    return all.toMillis() / 1e3;
  }

  /** Resident memory of a process in MiB; Linux only. */
  static long resident(Process process) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
      }
    }
    throw new IOException("process " + process.pid() + " has ended");
  }

  /** Bytes that the tasks of all jobs of a cluster handed to other tasks. */
  static long shuffled(String address) throws IOException, InterruptedException {
    long bytes = 0;
    for (JsonNode job : get(address, "/jobs/overview").path("jobs")) {
      for (JsonNode task : get(address, "/jobs/" + job.path("jid").asText()).path("vertices")) {
        bytes += task.path("metrics").path("write-bytes").asLong();
      }
    }
    return bytes;
  }

  /** What each task of the jobs handed on, in bytes and records an event. */
  static void printTasks(String address, int events) throws IOException, InterruptedException {
    for (JsonNode job : get(address, "/jobs/overview").path("jobs")) {
      System.out.println("\n" + job.path("name").asText());
      for (JsonNode task : get(address, "/jobs/" + job.path("jid").asText()).path("vertices")) {
        JsonNode metrics = task.path("metrics");
        if (metrics.path("write-bytes").asLong() > events) {
          System.out.printf(
              "%8.1f bytes %6.2f records an event: %s%n",
              metrics.path("write-bytes").asDouble() / events,
              metrics.path("write-records").asDouble() / events,
              task.path("name").asText());
        }
      }
    }
  }

  /** The checkpoints of a job: how many, and the size and duration of the largest. */
  static String checkpoints(String address, String job) throws IOException, InterruptedException {
    JsonNode said = get(address, "/jobs/" + job + "/checkpoints");
    JsonNode summary = said.path("summary");
    return "%d checkpoints, state %,d bytes at most (%,d on average), %d ms at most"
        .formatted(
            said.path("counts").path("completed").asInt(),
            summary.path("state_size").path("max").asLong(),
            summary.path("state_size").path("avg").asLong(),
            summary.path("end_to_end_duration").path("max").asLong());
  }

  private static JsonNode get(String address, String path)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + path)).build();
    return JSON.readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }
}
