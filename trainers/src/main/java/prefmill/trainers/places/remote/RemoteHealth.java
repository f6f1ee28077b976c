package prefmill.trainers.places.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.environment.TrainerEnvironment;

/** What a place said of itself: tools, folder, Python and libraries. */
public final class RemoteHealth {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> BUILT_FOR_A_DEVICE = List.of("torch", "torchaudio", "mlx");

  private final Map<String, String> said = new HashMap<>();

  private RemoteHealth() {}

  /** Reads lines of a word and the rest. */
  static RemoteHealth of(List<String> lines) {
    RemoteHealth health = new RemoteHealth();
    for (String line : lines) {
      String[] words = line.split(" ", 2);
      health.said.put(words[0], words.length == 1 ? "" : words[1]);
    }
    return health;
  }

  long freeBytes() {
    return 1024 * Long.parseLong(said.get("free"));
  }

  /** Why a trainer could not run there, in a sentence with the mend; empty if it could. */
  Optional<String> fault(String host, String python, ExternalBackend backend) throws IOException {
    if (said.containsKey("tool")) {
      return Optional.of(
          "%s has no %s: install it there (coreutils and tar).".formatted(host, said.get("tool")));
    }
    if (said.containsKey("folder")) {
      return Optional.of(
          "%s cannot be written to on %s: name another folder, or make room."
              .formatted(said.get("folder"), host));
    }
    if (said.containsKey("python")) {
      return Optional.of(
          "%s has no Python at %s: make an environment there with the libraries that `%s` prints, or name another python."
              .formatted(host, python, lock(backend)));
    }
    return libraries(backend)
        .map(
            fault ->
                "%s on %s cannot train with %s (%s): install there the libraries that `%s` prints."
                    .formatted(python, host, backend.label(), fault, lock(backend)));
  }

  private Optional<String> libraries(ExternalBackend backend) throws IOException {
    JsonNode health;
    try {
      health = JSON.readTree(said.getOrDefault("health", ""));
    } catch (JsonProcessingException e) {
      return Optional.of("it does not start");
    }
    if (health.isMissingNode() || !health.path("fault").isTextual()) {
      return Optional.of("it does not start");
    }
    String fault = health.get("fault").asText();
    return fault.isEmpty() ? otherVersion(health.path("versions"), backend) : Optional.of(fault);
  }

  private static Optional<String> otherVersion(JsonNode versions, ExternalBackend backend)
      throws IOException {
    for (String line : TrainerEnvironment.resource(backend.label() + ".lock").lines().toList()) {
      String[] pinned = line.toLowerCase(Locale.ROOT).split("==");
      String module = pinned[0].replace('-', '_');
      String there = versions.path(module).asText();
      if (pinned.length == 2
          && !there.isEmpty()
          && !BUILT_FOR_A_DEVICE.contains(module)
          && !there.equals(pinned[1].trim())) {
        return Optional.of("%s %s is not %s".formatted(pinned[0], there, pinned[1].trim()));
      }
    }
    return Optional.empty();
  }

  /** The command that prints the libraries of a trainer. */
  public static String lock(ExternalBackend backend) {
    return "prefmill trainer libraries " + backend.label();
  }
}
