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
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaTimestampType;
import org.apache.beam.sdk.values.KV;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.source.SourceException;
import prefmill.pipelines.source.topic.TestBroker;

class StreamLandingTest {
  @TempDir private Path temp;

  @Test
  void noPositionGoesBehindWhatABatchRunReadMeanwhile() throws IOException {
    LandingTopic topic = topic("beside", "preset: native");
    topic.receipt(Map.of("beside-0", 7L, "beside-1", 40L));
    String id = topic.source().topicId();
    topic
        .log()
        .append(
            entry(
                Map.of(
                    "bus",
                    Map.of(
                        "beside-0", "{\"topic_id\":\"%s\",\"next\":20}".formatted(id),
                        "beside-1", "{\"topic_id\":\"%s\",\"next\":30}".formatted(id)),
                    "other",
                    Map.of("beside-1", "{\"topic_id\":\"%s\",\"next\":90}".formatted(id)))));

    assertThat(topic.landing().enter(), is(3L));

    Map<String, String> reached = topic.log().positions().get("bus");
    assertThat(reached.get("beside-0"), containsString("\"next\":20}"));
    assertThat(reached.get("beside-1"), containsString("\"next\":40}"));
  }

  @Test
  void aTopicThatIsMadeAnewEndsTheStreamAndKeepsItsPosition() throws Exception {
    LandingTopic topic = topic("renewed", "preset: native");
    StreamLanding landing = topic.landing();
    topic.receipt(Map.of("renewed-0", 5L));
    landing.enter();
    Map<String, Map<String, String>> before = topic.log().positions();
    TestBroker.delete("renewed");
    TestBroker.create("renewed", 2, Map.of());
    topic.receipt(Map.of("renewed-0", 9L));

    SourceException e = assertThrows(SourceException.class, landing::enter);

    assertThat(e.getMessage(), containsString("the topic renewed was made anew"));
    assertThat(topic.log().positions(), equalTo(before));
    assertThat(topic.log().manifests().get(1).rows(), is(3L));
  }

  @Test
  void largeEventsLandBeforeABundleEnds() throws IOException {
    LandingTopic topic = topic("large", "preset: native");
    LandRecords land = new LandRecords(topic.source(), topic.plan());
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
    assertThat(topic.log().manifests().get(0).rows(), is(45L));
    assertThat(topic.log().positions().get("bus").get("large-0"), containsString("\"next\":45}"));
  }

  @Test
  void aRecordOnWhichTheCodeFailsIsADeadLetter() throws Exception {
    String mapping =
        "mapping: '($deep := function($n) {$n = 0 ? 0 : 1 + $deep($n - 1)}; {\"prompt\": prompt,"
            + " \"response\": response, \"signal\": signal, \"reason\": $string($deep(deep))})'";
    LandingTopic topic = topic("poisoned", mapping);
    LandRecords land = new LandRecords(topic.source(), topic.plan());
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

    LogManifest entry = topic.log().manifests().get(0);
    assertThat(entry.rows(), is(2L));
    String letters = Files.readString(topic.log().folder().resolve(entry.deadLetters().get(0)));
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

  static final String NATIVE =
      "{\"user_id\":\"u%d\",\"prompt\":\"Why?\",\"response\":\"%s\",\"signal\":{\"kind\":\"thumb\","
          + "\"value\":\"up\"}%s}";

  static KafkaRecord<byte[], byte[]> message(long offset, String value) {
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

  private LandingTopic topic(String name, String reading) throws IOException {
    return LandingTopic.create(temp, name, reading);
  }
}
