package prefmill.runners.bench;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateEventsTest {
  private static final int COUNT = 4_000;

  @TempDir Path folder;

  @Test
  void eventsHaveTheSizeAndTheSharesOfTheMeasurement() throws IOException {
    Path file = folder.resolve("events.jsonl");
    GenerateEvents.write(COUNT, file, 1);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.size(), is(COUNT));
    assertThat((double) Files.size(file) / COUNT, is(closeTo(900, 90)));
    Set<String> ids = new HashSet<>();
    Set<String> prompts = new HashSet<>();
    ObjectMapper json = new ObjectMapper();
    for (String line : lines) {
      JsonNode event = json.readTree(line);
      ids.add(event.path("event_id").asText());
      prompts.add(event.path("prompt").asText());
    }
    assertThat(COUNT - ids.size(), is(allOf(greaterThan(60), lessThan(200))));
    assertThat((double) ids.size() / prompts.size(), is(closeTo(4, 0.5)));
  }

  @Test
  void sameSeedSameBytes() throws IOException {
    GenerateEvents.write(500, folder.resolve("a"), 5);
    GenerateEvents.write(500, folder.resolve("b"), 5);
    assertThat(Files.mismatch(folder.resolve("a"), folder.resolve("b")), is(-1L));
  }
}
