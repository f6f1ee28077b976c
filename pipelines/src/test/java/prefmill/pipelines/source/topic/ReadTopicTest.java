package prefmill.pipelines.source.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.SourceReader;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.parse.EventParser;
import prefmill.transforms.parse.Parsed;
import prefmill.transforms.parse.RawRecord;

class ReadTopicTest {
  @Test
  void readsCommittedRecordsUpToTheEndThatWasPlanned() {
    TestBroker.create("transactions", 1, Map.of());
    try (KafkaProducer<byte[], byte[]> steady = TestBroker.transactional("steady");
        KafkaProducer<byte[], byte[]> late = TestBroker.transactional("late")) {
      steady.initTransactions();
      transact(steady, "a", true);
      transact(steady, "aborted", false);
      transact(steady, "b", true);
      late.initTransactions();
      late.beginTransaction();
      write(late, "open");
      transact(steady, "c", true);

      TopicPlan first = plan("transactions", Map.of());
      late.commitTransaction();
      transact(steady, "d", true);

      assertThat(read(first), contains("transactions-0@0 a", "transactions-0@4 b"));
      TopicPlan second = plan("transactions", first.positions());
      assertThat(
          read(second),
          contains("transactions-0@6 open", "transactions-0@7 c", "transactions-0@10 d"));
      assertThat(plan("transactions", second.positions()).ranges(), empty());
    }
  }

  @Test
  void aPartitionThatIsNewIsReadFromItsStart() {
    TestBroker.create("grown", 2, Map.of());
    TestBroker.send("grown", 2, bytes("a", "b", "c"));
    TopicPlan plan = plan("grown", Map.of());
    Map<String, String> known = Map.of("grown-0", plan.positions().get("grown-0"));
    assertThat(read(plan), contains("grown-0@0 a", "grown-0@1 c", "grown-1@0 b"));
    assertThat(read(plan("grown", known)), contains("grown-1@0 b"));
  }

  @Test
  void messagesWithoutAValueAreNoRecordsAndLargeOnesAreNotKept() {
    TestBroker.create("odd", 1, Map.of("max.message.bytes", "6000000"));
    try (KafkaProducer<byte[], byte[]> producer = TestBroker.largeProducer()) {
      send(producer, new ProducerRecord<>("odd", bytes("key").get(0), null));
      send(producer, new ProducerRecord<>("odd", bytes(" \r\n").get(0)));
      send(producer, new ProducerRecord<>("odd", new byte[RawRecord.MAX_LENGTH + 1]));
    }
    List<RawRecord> records = records(plan("odd", Map.of()));
    assertThat(records.size(), is(1));
    assertThat(records.get(0).offset(), is(2L));
    assertThat(records.get(0).isTooLarge(), is(true));
    assertThat(records.get(0).bytes().length, is(32));
  }

  @Test
  void keysHeadersAndTheBrokersTimeReachTheEvent() {
    TestBroker.create("enveloped", 1, Map.of("message.timestamp.type", "LogAppendTime"));
    long before = System.currentTimeMillis();
    try (KafkaProducer<byte[], byte[]> producer = TestBroker.producer()) {
      ProducerRecord<byte[], byte[]> message =
          new ProducerRecord<>(
              "enveloped", 0, 0L, bytes("ada").get(0), bytes("{\"q\":\"Why?\"}").get(0));
      message.headers().add("model", "old".getBytes(UTF_8)).add("model", "qwen".getBytes(UTF_8));
      message.headers().add("trace", new byte[] {-1, -2});
      send(producer, message);
    }
    String mapping =
        "mapping: '{\"user_id\": $key, \"prompt\": q, \"response\": \"So.\", \"model\":"
            + " $headers.model, \"reason\": $headers.trace, \"signal\": {\"kind\": \"thumb\","
            + " \"value\": \"up\"}}'";
    SourcePolicy source = TopicSource.of("enveloped", TestBroker.bootstrap(), mapping, "");
    RawRecord record = records(TopicPlan.of(source, Path.of(""), Map.of())).get(0);

    EventParser parser =
        EventParser.of(SourceReader.preset(source), "", KeyedHash.of(new byte[32], "test"));
    FeedbackEvent event = ((Parsed.Events) parser.parse(record)).events().get(0);

    assertThat(event.author().userId(), equalTo("ada"));
    assertThat(event.body().model(), equalTo("qwen"));
    assertThat(event.body().labels().reason(), equalTo(null));
    assertThat(event.receivedAt() / 1_000 >= before, is(true));
  }

  private static TopicPlan plan(String topic, Map<String, String> last) {
    return TopicPlan.of(TopicSource.of(topic), Path.of(""), last);
  }

  private static List<String> read(TopicPlan plan) {
    return records(plan).stream()
        .map(r -> r.file() + "@" + r.offset() + " " + new String(r.bytes(), UTF_8))
        .toList();
  }

  private static List<RawRecord> records(TopicPlan plan) {
    List<RawRecord> records = new ArrayList<>();
    plan.ranges().forEach(range -> RangeConsumer.read(plan.access(), range, records::add));
    return records;
  }

  private static void transact(KafkaProducer<byte[], byte[]> producer, String value, boolean keep) {
    producer.beginTransaction();
    write(producer, value);
    if (keep) {
      producer.commitTransaction();
    } else {
      producer.abortTransaction();
    }
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> message) {
    try {
      var unused = producer.send(message).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void write(KafkaProducer<byte[], byte[]> producer, String value) {
    send(producer, new ProducerRecord<>("transactions", bytes(value).get(0)));
  }

  private static List<byte[]> bytes(String... texts) {
    List<byte[]> all = new ArrayList<>();
    for (String text : texts) {
      all.add(text.getBytes(UTF_8));
    }
    return all;
  }
}
