package prefmill.pipelines.property.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.property.events.NativeEvents;
import prefmill.pipelines.run.IngestResult;
import prefmill.pipelines.run.IngestRun;
import prefmill.pipelines.run.build.BuildResult;
import prefmill.pipelines.scenario.PublishedFiles;
import prefmill.pipelines.scenario.Workshop;
import prefmill.pipelines.source.topic.TestBroker;

/** The same events from files and from a topic give the same version, bad records included. */
class TopicTest {
  private static final int PARTITIONS = 3;
  private static final List<byte[]> EVENTS = new ArrayList<>();

  private static Map<String, String> reference;
  private static Manifest expected;

  @BeforeAll
  static void buildFromFiles(@TempDir Path temp) throws IOException {
    NativeEvents.of(150, 8).forEach(line -> EVENTS.add(line.getBytes(UTF_8)));
    for (String line :
        "{\"prompt\":\n[1]\nnull\n{\"signal\":{}}\n{\"signal\":{}}".split("\n", -1)) {
      EVENTS.add(line.getBytes(UTF_8));
    }
    EVENTS.add(new byte[] {'{', -1, '}'});
    Workshop workshop = Workshop.in(temp).events("all.jsonl", lines(EVENTS));
    PublishedVersion version = workshop.build(workshop.policy(""), "flink").version();
    reference = PublishedFiles.sameBytes(version.folder());
    expected = version.manifest();
    assertThat(expected.counts().used(), greaterThan(40L));
    assertThat(expected.counts().deadByClass().get("bad_json"), is(1L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink"})
  void givesTheVersionOfTheFiles(String runner, @TempDir Path temp) throws IOException {
    String topic = "same-" + runner;
    TestBroker.create(topic, PARTITIONS, Map.of());
    TestBroker.send(topic, PARTITIONS, EVENTS);
    Workshop workshop = Workshop.in(temp);

    Manifest built = built(workshop.build(policy(workshop, topic), runner));

    assertThat(built.contentHash(), equalTo(expected.contentHash()));
    assertThat(built.counts(), equalTo(expected.counts()));
    assertThat(PublishedFiles.sameBytes(only(temp)), equalTo(reference));
  }

  @Test
  void readsOnWhereItStopped(@TempDir Path temp) throws IOException {
    String topic = "pieces";
    TestBroker.create(topic, PARTITIONS, Map.of());
    int half = 90;
    TestBroker.send(topic, PARTITIONS, EVENTS.subList(0, half));
    Workshop workshop = Workshop.in(temp);
    Policy policy = policy(workshop, topic);
    IngestRun ingest = IngestRun.of(policy, temp, Workshop.execution("flink", 2));
    assertThat(ingest.land().events(), is((long) half));
    assertThat(ingest.land(), is(IngestResult.NOTHING_NEW));

    TestBroker.send(topic, PARTITIONS, EVENTS.subList(half, EVENTS.size()));
    Manifest whole = built(workshop.build(policy, "flink"));

    assertThat(whole.contentHash(), equalTo(expected.contentHash()));
    assertThat(whole.ledgerHash(), equalTo(expected.ledgerHash()));
    assertThat(whole.sources().get(0).kind(), equalTo("kafka"));
    assertThat(
        whole.sources().get(0).positions().get(topic + "-2"), containsString("\"next\":52}"));
  }

  private static Manifest built(BuildResult result) {
    return result.version().manifest();
  }

  private static Path only(Path temp) throws IOException {
    try (var folders = Files.list(temp.resolve("store/test"))) {
      return folders.filter(f -> f.getFileName().toString().startsWith("v0")).findFirst().get();
    }
  }

  private static Policy policy(Workshop workshop, String topic) {
    return workshop.read(
        """
        dataset: test
        store: ./store
        masking: {key_file: ./key}
        sources:
          - {name: bus, kind: kafka, preset: native, bootstrap: "%s", topic: %s}
        """
            .formatted(TestBroker.bootstrap(), topic));
  }

  private static byte[] lines(List<byte[]> events) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] event : events) {
      out.writeBytes(event);
      out.write('\n');
    }
    return out.toByteArray();
  }
}
