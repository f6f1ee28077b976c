package prefmill.pipelines.log.key;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.pipelines.job.DatasetKey;
import prefmill.pipelines.job.Refusal;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.pending.PendingRun;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.policy.PolicyException;
import prefmill.pipelines.run.IngestRun;
import prefmill.pipelines.run.build.BuildRun;
import prefmill.pipelines.scenario.Workshop;
import prefmill.pipelines.stream.StreamRun;

/** One log, one masking key: whoever comes with another is refused before anything lands. */
class LogKeyTest {
  private static final String LINE =
      "{\"event_id\":\"%s\",\"user_id\":\"u\",\"prompt\":\"Why is it so?\",\"response\":\"Because it"
          + " is.\",\"signal\":{\"kind\":\"thumb\",\"value\":\"up\"}}\n";

  @TempDir private Path temp;
  private Policy first;
  private Policy second;
  private EventLog log;

  @BeforeEach
  void twoKeys() throws IOException, PolicyException {
    event("e1");
    first = policy("first", "- {name: app, kind: jsonl, preset: native, path: events}");
    second = policy("second", "- {name: app, kind: jsonl, preset: native, path: events}");
    log = EventLog.open(first.store(), first.dataset());
  }

  @Test
  void anotherKeyLandsNothing() throws IOException {
    ingest(first).land();
    event("e2");
    List<String> before = files();
    Refusal refusal = assertThrows(Refusal.class, () -> ingest(second).land());
    assertThat(
        refusal.getMessage(),
        allOf(
            containsString("written under the masking key " + keyId(first)),
            containsString("the policy's key is " + keyId(second))));
    assertThrows(Refusal.class, () -> ingest(second).submit());
    EventLog elsewhere = EventLog.open(temp.resolve("trial"), "support");
    assertThrows(Refusal.class, () -> ingest(second).landIn(elsewhere, log.positions()));
    assertThat(files(), is(before));
    assertThat(ingest(first).land().events(), is(1L));
  }

  @Test
  void aStreamAndAReplayUnderAnotherKeyLandNothing() throws Exception {
    ingest(first).land();
    List<String> before = files();
    Policy topic =
        policy(
            "second",
            "- {name: bus, kind: kafka, preset: native, bootstrap: 'localhost:1', topic: t,"
                + " dead_letters: {topic: d}}");
    assertThrows(Refusal.class, () -> ingest(topic).replay());
    var execution = Workshop.execution("direct", 1);
    StreamRun stream = StreamRun.of(topic, temp, execution, execution);
    assertThrows(Refusal.class, () -> stream.run(new CountDownLatch(0), landed -> {}));
    assertThat(files(), is(before));
  }

  @Test
  void anEmptyLogTakesAnyKey() throws IOException {
    ingest(first).land();
    Files.delete(log.file(log.manifests().get(0)));
    assertThat(ingest(second).land().events(), is(1L));
  }

  @Test
  void ofTwoThatBeginALogAtOnceTheSecondIsRefused() throws IOException {
    ingest(first).land();
    LogManifest other = entry("late", keyId(second));
    assertThrows(Refusal.class, () -> log.append(other));
    PendingRun pending =
        PendingRun.ofIngest("late", keyId(second), "job", new PendingRun.Ingest(1, Map.of()));
    assertThrows(Refusal.class, () -> ingest(second).finish(pending));
    assertThat(
        assertThrows(Refusal.class, () -> ingest(first).finish(pending)).getMessage(),
        containsString("the run late was begun under the masking key " + keyId(second)));
    assertThat(log.manifests(), hasSize(1));
  }

  @Test
  void aLogOfTwoKeysTellsWhichEntriesToDelete() throws IOException {
    ingest(first).land();
    event("e2");
    mixed();
    for (Policy policy : List.of(first, second)) {
      String said = assertThrows(Refusal.class, () -> build(policy).publish()).getMessage();
      assertThat(
          said,
          containsString(
              "begun under the masking key %s and goes on under %s: use the first, and delete %s"
                  .formatted(keyId(first), keyId(second), log.folder().resolve("000002.json"))));
    }
    Files.delete(log.folder().resolve("000002.json"));
    assertThat(ingest(first).land().events(), is(1L));
    assertThat(build(first).publish().version().manifest().counts().in(), is(2L));
  }

  /** Such logs were written before keys were compared. */
  private void mixed() throws IOException {
    String text = Files.readString(log.folder().resolve("000001.json"));
    Files.writeString(
        log.folder().resolve("000002.json"),
        text.replace(keyId(first), keyId(second)).replace("\"number\" : 1,", "\"number\" : 2,"),
        StandardCharsets.UTF_8);
  }

  private static LogManifest entry(String run, String keyId) {
    return LogManifest.of(run, keyId, 1, List.of(), List.of(), Map.of());
  }

  private IngestRun ingest(Policy policy) {
    return IngestRun.of(policy, temp, Workshop.execution("direct", 1));
  }

  private static BuildRun build(Policy policy) {
    return BuildRun.of(policy, Workshop.execution("direct", 1), Workshop.AS_OF);
  }

  private static String keyId(Policy policy) {
    return DatasetKey.of(policy).hash().keyId();
  }

  private Policy policy(String key, String source) throws IOException, PolicyException {
    Files.writeString(temp.resolve(key), key + " key of sixteen characters or more");
    String text =
        "dataset: support\nstore: ./store\nmasking: {key_file: %s}\nsources:\n  %s\n"
            .formatted(key, source);
    return Policy.of(text, temp);
  }

  private void event(String id) throws IOException {
    Path events = Files.createDirectories(temp.resolve("events"));
    Files.writeString(events.resolve(id + ".jsonl"), LINE.formatted(id));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(log.folder())) {
      return files
          .map(Path::toString)
          .filter(file -> file.matches(".*(/segments/|/dead/|/receipts|[.]json).*"))
          .sorted()
          .toList();
    }
  }
}
