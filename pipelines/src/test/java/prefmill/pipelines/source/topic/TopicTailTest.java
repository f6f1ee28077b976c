package prefmill.pipelines.source.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import prefmill.pipelines.stream.watch.TopicTail;

class TopicTailTest {
  @Test
  void whatTransactionsLeaveIsNoRecord() throws Exception {
    TestBroker.create("tail", 1, Map.of());
    TopicAccess access = TopicPlan.of(TopicSource.of("tail"), Path.of(""), Map.of()).access();
    try (KafkaProducer<byte[], byte[]> producer = TestBroker.transactional("tail")) {
      producer.initTransactions();
      send(producer, true);
      assertThat(TopicTail.isEmpty(access, tail(0, 2)), is(false));
      assertThat(TopicTail.isEmpty(access, tail(1, 2)), is(true));
      send(producer, false);
      assertThat(TopicTail.isEmpty(access, tail(1, 4)), is(true));
      send(producer, true);
      assertThat(TopicTail.isEmpty(access, tail(1, 4)), is(true));
      assertThat(TopicTail.isEmpty(access, tail(1, 6)), is(false));
      assertThat(TopicTail.isEmpty(access, tail(5, 6)), is(true));
    }
  }

  private static TopicRange tail(long from, long to) {
    return new TopicRange("tail", 0, from, to);
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, boolean commit)
      throws Exception {
    producer.beginTransaction();
    var unused = producer.send(new ProducerRecord<>("tail", "{}".getBytes(UTF_8))).get();
    if (commit) {
      producer.commitTransaction();
    } else {
      producer.abortTransaction();
    }
  }
}
