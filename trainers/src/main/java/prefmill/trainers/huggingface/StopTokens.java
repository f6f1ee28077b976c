package prefmill.trainers.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The tokens that end an answer: {@code eos_token_id}, one or several, of generation_config.json if
 * it names any, else of config.json, as transformers reads them.
 */
public final class StopTokens {
  private StopTokens() {}

  /** Those of a model folder; none if it names none. */
  public static Set<Long> read(Path folder) throws IOException {
    for (String name : new String[] {"generation_config.json", "config.json"}) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        Set<Long> stops = stops(ModelJson.read(file).path("eos_token_id"));
        if (!stops.isEmpty()) {
          return stops;
        }
      }
    }
    return Set.of();
  }

  private static Set<Long> stops(JsonNode value) {
    Set<Long> stops = new HashSet<>();
    if (value.isIntegralNumber()) {
      stops.add(value.longValue());
    }
    value.forEach(one -> stops.add(one.longValue()));
    return Set.copyOf(stops);
  }
}
