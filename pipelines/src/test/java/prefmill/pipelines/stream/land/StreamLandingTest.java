package prefmill.pipelines.stream.land;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaTimestampType;
import org.apache.beam.sdk.values.KV;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.pipelines.erase.Erasures;
import prefmill.pipelines.job.DatasetKey;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.scenario.Workshop;
import prefmill.pipelines.source.SourceException;
import prefmill.pipelines.source.SourceReader;
import prefmill.pipelines.source.topic.TestBroker;
import prefmill.pipelines.source.topic.TopicPlan;
import prefmill.transforms.keys.KeyedHash;

class StreamLandingTest {
  @TempDir private Path temp;

  @Test
  void noPositionGoesBehindWhatABatchRunReadMeanwhile() throws IOException {
    Topic topic = topic("beside", "preset: native");
    topic.receipt(Map.of("beside-0", 7L, "beside-1", 40L));
    String id = topic.source.topicId();
    topic.log.append(
        entry(
            Map.of(
                "bus",
                Map.of(
                    "beside-0", "{\"topic_id\":\"%s\",\"next\":20}".formatted(id),
                    "beside-1", "{\"topic_id\":\"%s\",\"next\":30}".formatted(id)),
                "other",
                Map.of("beside-1", "{\"topic_id\":\"%s\",\"next\":90}".formatted(id)))));

    assertThat(topic.landing().enter(), is(3L));

    Map<String, String> reached = topic.log.positions().get("bus");
    assertThat(reached.get("beside-0"), containsString("\"next\":20}"));
    assertThat(reached.get("beside-1"), containsString("\"next\":40}"));
  }

  @Test
  void aTopicThatIsMadeAnewEndsTheStreamAndKeepsItsPosition() throws Exception {
    Topic topic = topic("renewed", "preset: native");
    StreamLanding landing = topic.landing();
    topic.receipt(Map.of("renewed-0", 5L));
    landing.enter();
    Map<String, Map<String, String>> before = topic.log.positions();
    TestBroker.delete("renewed");
    TestBroker.create("renewed", 2, Map.of());
    topic.receipt(Map.of("renewed-0", 9L));

    SourceException e = assertThrows(SourceException.class, landing::enter);

    assertThat(e.getMessage(), containsString("the topic renewed was made anew"));
    assertThat(topic.log.positions(), equalTo(before));
    assertThat(topic.log.manifests().get(1).rows(), is(3L));
  }

  @Test
  void largeEventsLandBeforeABundleEnds() throws IOException {
    Topic topic = topic("large", "preset: native");
    LandRecords land = new LandRecords(topic.source, topic.plan);
    land.setUp();
    land.start();
    String text = "a word and another one ".repeat(150_000);
    for (int i = 0; i < 45; i++) {
      land.take(message(i, NATIVE.formatted(i, text, "")));
    }
    int landed = topic.receipts().size();
    assertThat(landed, greaterThan(1));
    land.land();
    assertThat(topic.receipts().size(), is(landed + 1));
    topic.landing().enter();
    assertThat(topic.log.manifests().get(0).rows(), is(45L));
    assertThat(topic.log.positions().get("bus").get("large-0"), containsString("\"next\":45}"));
  }

  @Test
  void aRecordOnWhichTheCodeFailsIsADeadLetter() throws Exception {
    String mapping =
        "mapping: '($deep := function($n) {$n = 0 ? 0 : 1 + $deep($n - 1)}; {\"prompt\": prompt,"
            + " \"response\": response, \"signal\": signal, \"reason\": $string($deep(deep))})'";
    Topic topic = topic("poisoned", mapping);
    LandRecords land = new LandRecords(topic.source, topic.plan);
    land.setUp();
    land.start();
    String deep = NATIVE.formatted(1, "A secret.", ", \"deep\": 70");
    land.take(message(0, NATIVE.formatted(0, "Well.", ", \"deep\": 0")));
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    // the smallest stack that there is, which these calls overflow
    Thread small = new Thread(null, () -> take(land, message(1, deep)), "small", 1);
    small.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
    small.start();
    small.join();
    assertThat(thrown.get() == null, is(true));
    land.take(message(2, deep));
    land.land();
    topic.landing().enter();

    LogManifest entry = topic.log.manifests().get(0);
    assertThat(entry.rows(), is(2L));
    String letters = Files.readString(topic.log.folder().resolve(entry.deadLetters().get(0)));
    assertThat(letters.lines().count(), is(1L));
    assertThat(letters, containsString("\"file\":\"poisoned-0\",\"line\":0,\"offset\":1,"));
    assertThat(letters, containsString("\"error_class\":\"internal\""));
    assertThat(letters.contains("secret"), is(false));
  }

  private static void take(LandRecords land, KafkaRecord<byte[], byte[]> message) {
    try {
      land.take(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final String NATIVE =
      "{\"user_id\":\"u%d\",\"prompt\":\"Why?\",\"response\":\"%s\",\"signal\":{\"kind\":\"thumb\","
          + "\"value\":\"up\"}%s}";

  @Test
  void whoeverIsForgottenDoesNotLandAnyMore() throws Exception {
    Topic topic = topic("forgetting", "preset: native");
    KeyedHash hash = KeyedHash.of(topic.plan.key().read(), "test");
    Path dataset = topic.log.folder().getParent();
    Erasures.of(dataset).add(hash.keyId(), List.of(hash.id("user", "", "u2")));
    LandRecords records = new LandRecords(topic.source, topic.plan);
    records.setUp();
    records.start();
    for (int i = 1; i <= 3; i++) {
      records.take(message(i, NATIVE.formatted(i, "So.", "")));
    }
    records.land();

    StreamReceipt receipt = StreamReceipt.read(topic.receipts().get(0));
    assertThat(receipt.segment().rows(), is(2L));
    assertThat("its message is read", receipt.next().values().iterator().next(), is(4L));
  }

  @Test
  void whoeverIsForgottenWhileABundleIsOpenDoesNotLandEither() throws Exception {
    Topic topic = topic("late", "preset: native");
    KeyedHash hash = KeyedHash.of(topic.plan.key().read(), "test");
    LandRecords records = new LandRecords(topic.source, topic.plan);
    records.setUp();
    records.start();
    for (int i = 1; i <= 3; i++) {
      records.take(message(i, NATIVE.formatted(i, "So.", "")));
    }
    Erasures.of(topic.log.folder().getParent())
        .add(hash.keyId(), List.of(hash.id("user", "", "u2")));
    Thread.sleep(11_000); // the list is asked for again every ten seconds
    records.land();
    assertThat(StreamReceipt.read(topic.receipts().get(0)).segment().rows(), is(2L));
  }

  @Test
  void whatHadLandedOfAPersonForgottenSinceGoesWhenItIsEntered() throws Exception {
    Topic topic = topic("entered", "preset: native");
    KeyedHash hash = KeyedHash.of(topic.plan.key().read(), "test");
    LandRecords records = new LandRecords(topic.source, topic.plan);
    records.setUp();
    records.start();
    for (int i = 1; i <= 3; i++) {
      records.take(message(i, NATIVE.formatted(i, "So.", "")));
    }
    records.land();
    Path landed =
        topic.log.folder().resolve(StreamReceipt.read(topic.receipts().get(0)).segment().path());
    Erasures.of(topic.log.folder().getParent())
        .add(hash.keyId(), List.of(hash.id("user", "", "u2")));
    StreamLanding landing = new StreamLanding(topic.log, topic.plan, hash.keyId(), List.of());

    assertThat(landing.enter(), is(3L));

    assertThat(topic.log.manifests().get(0).rows(), is(2L));
    assertThat(Files.exists(landed), is(false));
  }

  private static KafkaRecord<byte[], byte[]> message(long offset, String value) {
    String topic = value.length() > 1_000_000 ? "large" : "poisoned";
    return new KafkaRecord<>(
        topic,
        0,
        offset,
        0,
        KafkaTimestampType.CREATE_TIME,
        new RecordHeaders(),
        KV.of(null, value.getBytes(UTF_8)));
  }

  private static LogManifest entry(Map<String, Map<String, String>> positions) {
    return LogManifest.of("batch", "0123abcd", 1, List.of(), List.of(), positions);
  }

  private Topic topic(String name, String reading) throws IOException {
    TestBroker.create(name, 2, Map.of());
    Workshop workshop = Workshop.in(temp);
    Policy policy =
        workshop.read(
            """
            dataset: test
            store: ./store
            masking: {key_file: ./key}
            sources:
              - {name: bus, kind: kafka, bootstrap: "%s", topic: %s, %s}
            """
                .formatted(TestBroker.bootstrap(), name, reading));
    var source = policy.sources().get(0);
    TopicPlan found = TopicPlan.of(source, temp, Map.of());
    StreamSource streamed = StreamSource.of(found, SourceReader.preset(source), "test");
    EventLog log = EventLog.open(policy.store(), policy.dataset());
    StreamPlan plan =
        new StreamPlan(
            List.of(streamed),
            "test",
            policy.masking().rules(),
            DatasetKey.of(policy).key(),
            List.of(),
            log.folder().toString(),
            "r1");
    return new Topic(log, streamed, plan);
  }

  private record Topic(EventLog log, StreamSource source, StreamPlan plan) {
    StreamLanding landing() throws IOException {
      return new StreamLanding(log, plan, "0123abcd", List.of());
    }

    void receipt(Map<String, Long> next) throws IOException {
      Segment segment = new Segment("segments/r1/a.parquet", 0, 0, 3, 0, 10);
      new StreamReceipt("bus", segment, null, 0, next, 10)
          .write(StreamReceipt.folder(log.folder(), "r1"));
    }

    List<Path> receipts() throws IOException {
      return new ArrayList<>(StreamReceipt.list(StreamReceipt.folder(log.folder(), "r1")));
    }
  }
}
