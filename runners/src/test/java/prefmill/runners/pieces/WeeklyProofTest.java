package prefmill.runners.pieces;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.pipelines.rows.stored.KeptContext;
import prefmill.pipelines.rows.stored.KeptContexts;
import prefmill.pipelines.rows.stored.KeptFile;
import prefmill.runners.bench.GenerateEvents;
import prefmill.runners.cli.Invocation;
import prefmill.runners.cli.PolicyFolder;
import prefmill.transforms.coders.RecordCoder;

/** Once a week a nightly run builds again without what earlier builds have settled. */
class WeeklyProofTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STAGE = "building once more without what earlier builds settled";

  @TempDir private Path temp;
  private PolicyFolder project;
  private List<String> events;

  @BeforeEach
  void buildTwice() throws IOException {
    Path file = temp.resolve("all.jsonl");
    GenerateEvents.write(300, file, 3);
    events = Files.readAllLines(file);
    project = PolicyFolder.of(temp.resolve("project"), events.subList(0, 200));
    builds();
    arrives("b", 200, 250);
    builds();
    assertThat(cache().at("/generations").size(), is(2));
  }

  @Test
  void anEqualVersionIsLeftAsItIs() throws IOException {
    Invocation early = nightly();
    assertThat(early.err(), not(containsString(STAGE)));
    aWeekPasses();
    Invocation proven = nightly();
    assertThat(proven.err(), containsString(STAGE));
    assertThat(proven.err(), not(containsString("Please report")));
    assertThat(proven.json().at("/build/version").asInt(), is(2));
    assertThat(cache().at("/generations").size(), is(1));
    assertThat(nightly().err(), not(containsString(STAGE)));
  }

  @Test
  void aWrongVersionIsReplacedAndTold() throws IOException {
    loseRows();
    arrives("c", 250, 300);
    aWeekPasses();
    Invocation proven = nightly();
    assertThat(proven.err(), containsString("version 3, which took"));
    assertThat(proven.json().at("/build/version").asInt(), is(4));

    PolicyFolder atOnce = PolicyFolder.of(temp.resolve("at once"), events);
    assertThat(
        proven.json().at("/build/content_hash"),
        is(atOnce.run("build", "--runner", "direct", "--json").json().at("/content_hash")));
  }

  private void builds() {
    Invocation built = project.run("build", "--runner", "direct");
    assertThat(built.err(), built.exitCode(), is(0));
  }

  private Invocation nightly() {
    Invocation run = project.run("nightly", "--runner", "direct", "--json");
    assertThat(run.err(), run.exitCode(), is(0));
    return run;
  }

  private void arrives(String file, int from, int until) throws IOException {
    Files.write(project.path().resolve("events/" + file + ".jsonl"), events.subList(from, until));
  }

  private Path folder() {
    return project.store().resolve("support/cache");
  }

  private ObjectNode cache() throws IOException {
    return (ObjectNode) JSON.readTree(folder().resolve("settled.json").toFile());
  }

  private void write(JsonNode cache) throws IOException {
    Files.writeString(folder().resolve("settled.json"), cache.toString());
  }

  private void aWeekPasses() throws IOException {
    write(cache().put("lastFull", Instant.now().minusSeconds(8 * 24 * 3600).toString()));
  }

  /** As if a build had kept no rows of some contexts: no checksum tells. */
  private void loseRows() throws IOException {
    ObjectNode cache = cache();
    ObjectNode node = (ObjectNode) cache.at("/generations/1/contexts/0");
    KeptFile kept = JSON.treeToValue(node, KeptFile.class);
    List<KeptContext> contexts = new ArrayList<>();
    KeptContexts.each(folder(), kept, contexts::add);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (KeptContext context : contexts) {
      out.writeLong(context.bucket());
      out.writeBoolean(true);
      RecordCoder.of(KeptContext.class)
          .encode(new KeptContext(context.bucket(), List.of(), context.outcomes()), out);
    }
    Files.write(folder().resolve(kept.path()), bytes.toByteArray());
    CRC32C crc = new CRC32C();
    crc.update(bytes.toByteArray());
    node.put("crc", crc.getValue());
    write(cache);
  }
}
