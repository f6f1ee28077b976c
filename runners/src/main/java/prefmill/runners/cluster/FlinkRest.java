package prefmill.runners.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
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
  private static final String CAUSE = "Caused by: ";

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

  /**
   * What made a job start again, the newest first, as far back as the cluster remembers: the
   * innermost exceptions' classes, and the sentences of Prefmill's own.
   */
  public List<String> failures(ClusterJob job) {
    List<String> failures = new ArrayList<>();
    for (JsonNode entry :
        get("/jobs/" + job.id() + "/exceptions").path("exceptionHistory").path("entries")) {
      failures.add(innermost(entry.path("stacktrace").asText()));
    }
    return failures;
  }

  /** Messages of others may quote what people wrote. */
  private static String innermost(String stacktrace) {
    String cause =
        stacktrace
            .lines()
            .filter(line -> line.startsWith(CAUSE))
            .reduce((first, second) -> second)
            .map(line -> line.substring(CAUSE.length()))
            .orElseGet(() -> stacktrace.lines().findFirst().orElse("an unknown cause"));
    return cause.startsWith("prefmill.") ? cause : cause.replaceFirst(":.*", "");
  }

  /** Asks for the end of a job, which goes on a moment after. */
  public void cancel(ClusterJob job) {
    send("PATCH", "/jobs/" + job.id() + "?mode=cancel", BodyPublishers.noBody());
  }

  /**
   * Begins to end a stream's job behind a savepoint.
   *
   * @param folder where the savepoint is to lie; empty for the cluster's own (state.savepoints.dir)
   * @return what {@link #savepoint} is asked with
   */
  public String stop(ClusterJob job, Optional<String> folder) {
    ObjectNode wish = JSON.createObjectNode().put("drain", false);
    folder.ifPresent(f -> wish.put("targetDirectory", f));
    String path = "/jobs/" + job.id() + "/stop";
    return send("POST", path, BodyPublishers.ofString(wish.toString())).path("request-id").asText();
  }

  /**
   * Where the savepoint lies that a job was stopped with; empty while it is being written.
   *
   * @throws CommandFailure if it could not be written: the job goes on then
   */
  public Optional<String> savepoint(ClusterJob job, String request) {
    JsonNode said = get("/jobs/" + job.id() + "/savepoints/" + request);
    if (!said.path("status").path("id").asText().equals("COMPLETED")) {
      return Optional.empty();
    }
    JsonNode location = said.path("operation").path("location");
    if (location.isMissingNode()) {
      String cause = said.path("operation").path("failure-cause").path("class").asText();
      throw CommandFailure.failed(
          "The cluster could not write the savepoint (%s), the job goes on: see the job manager's log, and name a folder that all its machines can write (--savepoint-folder)."
              .formatted(cause));
    }
    return Optional.of(location.asText());
  }

  private JsonNode get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  private JsonNode send(String method, String path, HttpRequest.BodyPublisher body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://" + master.address() + path))
              .timeout(PATIENCE)
              .header("Content-Type", "application/json")
              .method(method, body)
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
