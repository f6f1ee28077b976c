package prefmill.trainers.places.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import prefmill.trainers.places.remote.RemoteCalls;

/**
 * A Job as the cluster has it.
 *
 * @param phase where it stands
 * @param owner the token of the attempt that it belongs to
 * @param version of the object, for changes that must not cross others
 */
record JobState(Phase phase, String owner, String version) {
  /** Where a Job stands. */
  enum Phase {
    ABSENT,
    ACTIVE,
    SUCCEEDED,
    FAILED
  }

  /** Asks for a Job by its name. */
  static JobState of(RemoteCalls calls, String name) throws IOException, InterruptedException {
    List<String> words = List.of("get", "job", name, "--ignore-not-found", "--output", "json");
    return parse(String.join("\n", calls.ask(words, "")));
  }

  /** Reads what kubectl prints; nothing if there is no such Job. */
  static JobState parse(String json) throws IOException {
    if (json.isBlank()) {
      return new JobState(Phase.ABSENT, "", "");
    }
    JsonNode job = new ObjectMapper().readTree(json);
    JsonNode metadata = job.path("metadata");
    return new JobState(
        phase(job.path("status").path("conditions")),
        metadata.path("annotations").path(Manifests.OWNER).asText(),
        metadata.path("resourceVersion").asText());
  }

  private static Phase phase(JsonNode conditions) {
    for (JsonNode condition : conditions) {
      if (condition.path("status").asText().equals("True")) {
        switch (condition.path("type").asText()) {
          case "Complete":
            return Phase.SUCCEEDED;
          case "Failed":
            return Phase.FAILED;
          default:
            break;
        }
      }
    }
    return Phase.ACTIVE;
  }

  /** The command that gives it to another token, unless it has changed since. */
  List<String> give(String name, String token) {
    return List.of(
        "annotate",
        "job",
        name,
        "--overwrite",
        "--resource-version=" + version,
        Manifests.OWNER + "=" + token);
  }

  boolean isOver() {
    return phase == Phase.SUCCEEDED || phase == Phase.FAILED;
  }
}
