package prefmill.pipelines.source.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** A topic of which compaction took records out: the offsets between are no loss. */
public class CompactedTopicTest {
  private static final int KEYS = 5;

  @Test
  void whatCompactionLeftIsReadOnceAndToTheEnd() throws Exception {
    int sent = fill("compacted");
    TopicPlan plan = TopicPlan.of(TopicSource.of("compacted"), Path.of(""), Map.of());
    List<Long> whole = offsets(plan, plan.ranges());
    assertThat(whole.size(), lessThan(sent));

    // pieces that begin, end or lie where there is no record
    List<TopicRange> pieces = plan.ranges().get(0).cut(3);
    assertThat(offsets(plan, pieces), equalTo(whole));
    assertThat(new TreeSet<>(whole).size(), is(whole.size()));
    assertThat(whole.get(whole.size() - 1), is(sent - 1L));
    TopicPlan next = TopicPlan.of(TopicSource.of("compacted"), Path.of(""), plan.positions());
    assertThat(next.ranges().size(), is(0));
  }

  /** Sends each key again and again, until the brokers have taken earlier values out. */
  public static int fill(String topic) throws Exception {
    TestBroker.create(
        topic,
        1,
        Map.of(
            "cleanup.policy", "compact",
            "segment.ms", "200",
            "min.cleanable.dirty.ratio", "0.01",
            "min.compaction.lag.ms", "0",
            "max.compaction.lag.ms", "500"));
    TopicPlan plan = TopicPlan.of(TopicSource.of(topic), Path.of(""), Map.of());
    int sent = 0;
    try (KafkaProducer<byte[], byte[]> producer = TestBroker.producer()) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (System.nanoTime() < end) {
        for (int i = 0; i < 20; i++) {
          String key = "k" + sent % KEYS;
          String value =
              "{\"event_id\":\"e%d\",\"prompt\":\"Why?\",\"response\":\"So.\",\"signal\":{\"kind\":\"thumb\",\"value\":\"up\"}}"
                  .formatted(sent);
          var unused =
              producer
                  .send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value.getBytes(UTF_8)))
                  .get();
          sent++;
        }
        Thread.sleep(300);
        TopicPlan now = TopicPlan.of(plan.access().source(), Path.of(""), Map.of());
        if (offsets(now, now.ranges()).size() < sent / 2) {
          return sent;
        }
      }
    }
    throw new IllegalStateException("the test's broker compacts nothing");
  }

  private static List<Long> offsets(TopicPlan plan, List<TopicRange> ranges) {
    List<Long> offsets = new ArrayList<>();
    ranges.forEach(range -> RangeConsumer.read(plan.access(), range, r -> offsets.add(r.offset())));
    return offsets;
  }
}
