package prefmill.trainers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import prefmill.trainers.examples.Turn;

/** The repository's test data. */
public final class TestFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TestFiles() {}

  public static Path parity(String name) {
    return root().resolve("testdata/parity").resolve(name);
  }

  public static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("testdata")) ? here : here.getParent();
  }

  public static JsonNode json(Path file) throws IOException {
    return JSON.readTree(file.toFile());
  }

  public static List<JsonNode> rows(Path file) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  public static List<Turn> turns(JsonNode messages) {
    List<Turn> turns = new ArrayList<>();
    for (JsonNode m : messages) {
      turns.add(new Turn(m.get("role").asText(), m.get("content").asText()));
    }
    return turns;
  }
}
