package prefmill.trainers.environment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import prefmill.trainers.environment.TrainerEnvironment.State;

/**
 * Whether an environment works, found out by importing its libraries.
 *
 * @param state how things are, as far as files tell
 * @param fault why it does not work, in a few words; empty if it does
 * @param versions of Python and of the libraries that could be imported
 */
public record EnvironmentHealth(State state, String fault, Map<String, String> versions) {
  private static final long SECONDS = 120;

  public EnvironmentHealth {
    versions = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(versions));
  }

  /** Imports the libraries, which takes some seconds. */
  public static EnvironmentHealth of(TrainerEnvironment environment)
      throws IOException, InterruptedException {
    State state = environment.state();
    if (state == State.MISSING || state == State.UNFINISHED) {
      String fault = state == State.MISSING ? "not installed" : "unfinished";
      return new EnvironmentHealth(state, fault, Map.of());
    }
    JsonNode told = ask(environment);
    Map<String, String> versions = new LinkedHashMap<>();
    told.path("versions")
        .properties()
        .forEach(v -> versions.put(v.getKey(), v.getValue().asText()));
    String fault =
        state == State.OUTDATED
            ? "made from the list of another version"
            : told.path("fault").asText("imports do not end");
    return new EnvironmentHealth(state, fault, versions);
  }

  /** Whether training can begin. */
  public boolean works() {
    return fault.isEmpty();
  }

  private static JsonNode ask(TrainerEnvironment environment)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(environment.interpreter().toString(), "-s", "-E", "-c"));
    command.add(TrainerEnvironment.resource("health.py"));
    command.addAll(environment.backend().modules());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var out = process.inputReader()) {
      process.getOutputStream().close();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        return new ObjectMapper().createObjectNode();
      }
      String line = out.readLine();
      return line == null
          ? new ObjectMapper().createObjectNode().put("fault", "Python does not start")
          : new ObjectMapper().readTree(line);
    } finally {
      process.destroyForcibly();
    }
  }
}
