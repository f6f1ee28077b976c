package prefmill.runners.evaluation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.pipelines.lineage.UsedEvents;
import prefmill.runners.cli.Invocation;
import prefmill.runners.nightly.CorrectionsFolder;
import prefmill.runners.project.Project;

/** Whose word a row is that a curator approved, too. */
class CuratedRowsTest {
  private static final int PERSONS = 12;

  @TempDir private Path temporary;

  @Test
  void aCuratorIsNoPersonBesideThoseWhoseWordItIs() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.liked(temporary, PERSONS);
    Path events = folder.path().resolve("events.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(events));
    for (String line : List.copyOf(lines)) {
      lines.add(approved(line));
    }
    Files.write(events, lines);
    folder.policy("min_new_rows: 1");
    Invocation built = folder.command("build", "--runner", "direct");
    assertThat(built.err(), built.exitCode(), is(0));

    Project project = Project.load(folder.policy());
    Map<String, String> persons =
        UsedEvents.of(project.policy().store(), project.store().newest().orElseThrow()).persons();
    assertThat(new HashSet<>(persons.values()).size(), is(PERSONS));
  }

  private static String approved(String line) throws Exception {
    ObjectMapper json = new ObjectMapper();
    ObjectNode event = (ObjectNode) json.readTree(line);
    JsonNode id = event.get("event_id");
    event.put("event_id", "review of " + id.asText()).remove("user_id");
    event.put("curator", "ed@example.org");
    event.putObject("signal").put("kind", "review").put("decision", "approve");
    return event.toString();
  }
}
