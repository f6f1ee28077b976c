package prefmill.runners.quickstart.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import prefmill.runners.services.EmbeddedBroker;

/** Sends lines to topics, as products do all day. */
final class FeedbackProducer {
  private final String bootstrap;

  FeedbackProducer(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /**
   * Sends a part of each topic's lines and waits until the broker has them.
   *
   * @param from the share of the lines before the part, 0 to 1
   * @param to the share at its end
   */
  void send(Map<String, List<String>> topics, double from, double to) throws InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer = EmbeddedBroker.producer(bootstrap)) {
      topics.forEach(
          (topic, lines) -> {
            int end = (int) (to * lines.size());
            for (String line : lines.subList((int) (from * lines.size()), end)) {
              sent.add(producer.send(new ProducerRecord<>(topic, line.getBytes(UTF_8))));
            }
          });
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker does not take the feedback", e.getCause());
    }
  }
}
