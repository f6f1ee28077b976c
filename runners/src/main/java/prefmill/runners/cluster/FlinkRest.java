package prefmill.runners.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import prefmill.runners.failure.CommandFailure;

/**
 * A Flink cluster's REST interface, version 1.
 *
 * @see <a href="https://nightlies.apache.org/flink/flink-docs-release-1.19/docs/ops/rest_api/">REST
 *     API</a>
 */
public final class FlinkRest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String VERSION = "1.19.";

  private final FlinkMaster master;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  private FlinkRest(FlinkMaster master) {
    this.master = master;
  }

  /** The interface of a cluster. */
  public static FlinkRest of(FlinkMaster master) {
    return new FlinkRest(master);
  }

  /**
   * What the cluster has to offer.
   *
   * @throws CommandFailure if nothing answers, or it is another Flink than jobs are built for
   */
  public ClusterOverview overview() {
    JsonNode said = get("/overview");
    String version = said.path("flink-version").asText();
    if (!version.startsWith(VERSION)) {
      throw CommandFailure.failed(
          "The cluster at %s runs Flink %s; jobs of this release need Flink %sx."
              .formatted(master.address(), version, VERSION));
    }
    return new ClusterOverview(
        said.path("taskmanagers").asInt(),
        said.path("slots-total").asInt(),
        said.path("slots-available").asInt());
  }

  /** The cluster's jobs, the newest first. */
  public List<ClusterJob> jobs() {
    List<ClusterJob> jobs = new ArrayList<>();
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      JsonNode tasks = job.path("tasks");
      jobs.add(
          new ClusterJob(
              job.path("jid").asText(),
              job.path("name").asText(),
              job.path("state").asText(),
              job.path("start-time").asLong(),
              job.path("duration").asLong(),
              tasks.path("finished").asInt(),
              tasks.path("total").asInt()));
    }
    jobs.sort(Comparator.comparingLong(ClusterJob::started).reversed());
    return jobs;
  }

  /** The newest job of a name. */
  public Optional<ClusterJob> job(String name) {
    return jobs().stream().filter(job -> job.name().equals(name)).findFirst();
  }

  private JsonNode get(String path) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://" + master.address() + path))
              .timeout(PATIENCE)
              .GET()
              .build();
      var answer = http.send(request, BodyHandlers.ofByteArray());
      if (answer.statusCode() / 100 != 2) {
        throw CommandFailure.failed(
            "The cluster at %s answers %s with HTTP %d: see whether that is a Flink job manager's REST interface, and whether the job is still there."
                .formatted(master.address(), path, answer.statusCode()));
      }
      return answer.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(answer.body());
    } catch (IOException e) {
      throw CommandFailure.failed(
          "No Flink cluster answers at %s: start it, or mend --flink-master (host:port of its REST interface)."
              .formatted(master.address()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("Interrupted while asking the cluster at " + master.address());
    }
  }
}
