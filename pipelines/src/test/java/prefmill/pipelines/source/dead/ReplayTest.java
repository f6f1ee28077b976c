package prefmill.pipelines.source.dead;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.manifest.Manifest;
import prefmill.pipelines.job.Refusal;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.run.IngestResult;
import prefmill.pipelines.run.IngestRun;
import prefmill.pipelines.run.build.BuildRun;
import prefmill.pipelines.scenario.Workshop;
import prefmill.pipelines.source.topic.TestBroker;

/** What a wrong mapping buries is taken back once the mapping is mended. */
class ReplayTest {
  private static final String WRONG = "prompt";
  private static final String MENDED = "prompt ? prompt : question";

  @TempDir private Path temp;

  @Test
  void whatParsesAfterAMendIsDeadNoMore() throws Exception {
    TestBroker.create("mended", 2, Map.of());
    TestBroker.create("mended-dead", 1, Map.of());
    for (int i = 0; i < 6; i++) {
      send(i, i < 2 ? "prompt" : "question", i < 5 ? "response" : "reply");
    }
    Workshop workshop = Workshop.in(temp);
    Policy wrong = policy(workshop, "store", WRONG);
    Manifest before = build(workshop, wrong);
    assertThat(before.counts().dead(), is(4L));

    List<ConsumerRecord<byte[], byte[]>> copies = read("mended-dead");
    assertThat(copies.size(), is(4));
    ConsumerRecord<byte[], byte[]> copy =
        copies.stream()
            .filter(c -> header(c, "prefmill-offset").equals("1"))
            .filter(c -> header(c, "prefmill-partition").equals("mended-0"))
            .findFirst()
            .get();
    assertThat(new String(copy.key(), UTF_8), is("u2"));
    assertThat(header(copy, "model"), is("qwen"));
    assertThat(header(copy, "prefmill-source"), is("bus"));
    assertThat(header(copy, "prefmill-error_class"), is("missing_field"));

    Policy mended = policy(workshop, "store", MENDED);
    assertThat(replay(mended).events(), is(3L));
    assertThat(replay(mended), is(IngestResult.NOTHING_NEW));
    assertThat(read("mended-dead").size(), is(4));
    Manifest after =
        BuildRun.of(mended, Workshop.execution("direct", 2), Workshop.AS_OF)
            .publish()
            .version()
            .manifest();
    Manifest fresh = build(workshop, policy(workshop, "another", MENDED));
    assertThat(after.counts(), equalTo(fresh.counts()));
    assertThat(after.counts().dead(), is(1L));
    assertThat(after.contentHash(), equalTo(fresh.contentHash()));
    assertThat(after.ledgerHash(), equalTo(fresh.ledgerHash()));
  }

  @Test
  void withoutATopicOfDeadLettersNothingIsTakenBack() throws IOException {
    Policy policy = Workshop.in(temp).policy("");
    assertThrows(Refusal.class, () -> replay(policy));
  }

  @Test
  void aTopicThatIsNotThereStopsTheRunBeforeTheLogTellsOfIt() throws IOException {
    TestBroker.create("unburied", 1, Map.of());
    TestBroker.send("unburied", 1, List.of("{".getBytes(UTF_8)));
    Workshop workshop = Workshop.in(temp);
    Policy policy =
        workshop.read(
            """
            dataset: test
            store: ./store
            masking: {key_file: ./key}
            sources:
              - {name: bus, kind: kafka, bootstrap: "%s", topic: unburied, preset: native, dead_letters: {topic: nowhere}}
            """
                .formatted(TestBroker.bootstrap()));
    Exception e =
        assertThrows(
            RuntimeException.class,
            () -> IngestRun.of(policy, temp, Workshop.execution("direct", 2)).land());
    assertThat(
        e.getMessage(),
        is(
            "source bus: the topic nowhere at %s takes no dead letter; make it and grant Write on it, or take sources.bus.dead_letters out of the policy"
                .formatted(TestBroker.bootstrap())));
    try (var files = Files.list(temp.resolve("store/test/events"))) {
      assertThat(files.filter(f -> f.toString().endsWith(".json")).count(), is(0L));
    }
  }

  private IngestResult replay(Policy policy) throws IOException {
    return IngestRun.of(policy, temp, Workshop.execution("direct", 2)).replay();
  }

  private static Manifest build(Workshop workshop, Policy policy) throws IOException {
    return workshop.build(policy, "direct").version().manifest();
  }

  private static Policy policy(Workshop workshop, String store, String prompt) {
    return workshop.read(
        """
        dataset: test
        store: ./%s
        masking: {key_file: ./key}
        %s
        sources:
          - name: bus
            kind: kafka
            bootstrap: "%s"
            topic: mended
            dead_letters: {topic: mended-dead}
            mapping: |
              {"user_id": $key, "model": $headers.model, "prompt": %s, "response": response,
               "signal": {"kind": "thumb", "value": up ? "up" : "down"}}
        """
            .formatted(store, Workshop.ALL_TRAIN.strip(), TestBroker.bootstrap(), prompt));
  }

  private static void send(int number, String prompt, String response) throws Exception {
    String value =
        "{\"%s\":\"Why is it so?\",\"%s\":\"Because of reason %d.\",\"up\":%b}"
            .formatted(prompt, response, number, number % 2 == 0);
    try (KafkaProducer<byte[], byte[]> producer = TestBroker.producer()) {
      ProducerRecord<byte[], byte[]> message =
          new ProducerRecord<>(
              "mended", number % 2, null, ("u" + number).getBytes(UTF_8), value.getBytes(UTF_8));
      message.headers().add("model", "qwen".getBytes(UTF_8));
      var unused = producer.send(message).get();
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> message, String name) {
    return new String(message.headers().lastHeader(name).value(), UTF_8);
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", TestBroker.bootstrap()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(all::add);
      }
      return all;
    }
  }
}
