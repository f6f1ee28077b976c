package prefmill.pipelines.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import prefmill.pipelines.source.topic.TestBroker;

class ConsumerFromLogTest {
  @Test
  void beginsWhereTheLogStandsAndNotWhereItsGroupDoes() {
    TestBroker.create("behind", 1, Map.of());
    TestBroker.send("behind", 1, IntStream.range(0, 10).mapToObj(i -> bytes("m" + i)).toList());
    TestBroker.commit("prefmill-test-behind", "behind", 8);
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, TestBroker.bootstrap());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, "prefmill-test-behind");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    TopicPartition partition = new TopicPartition("behind", 0);
    try (ConsumerFromLog consumer = new ConsumerFromLog(settings, Map.of("behind-0", 3L))) {
      consumer.assign(List.of(partition));
      assertThat(consumer.position(partition), is(3L));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
