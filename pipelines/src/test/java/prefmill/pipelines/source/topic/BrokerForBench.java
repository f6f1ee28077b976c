package prefmill.pipelines.source.topic;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A broker in a process of its own, for runners/bench/kafka.sh: prints where it is reached, then
 * for each line {@code TOPIC PARTITIONS FILE} of its input makes the topic, sends the file's lines
 * and prints how many; it ends with its input.
 */
public final class BrokerForBench {
  private BrokerForBench() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println(TestBroker.bootstrap());
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ", 3);
        System.out.println(fill(words[0], Integer.parseInt(words[1]), words[2]));
      }
    }
    System.exit(0);
  }

  private static int fill(String topic, int partitions, String file) throws Exception {
    if (file.equals("-")) {
      TestBroker.create(topic, partitions, Map.of());
      return 0;
    }
    AtomicInteger sent = new AtomicInteger();
    try (KafkaProducer<byte[], byte[]> producer = TestBroker.producer();
        Stream<String> lines = Files.lines(Path.of(file))) {
      lines.forEach(
          line -> {
            byte[] value = line.getBytes(StandardCharsets.UTF_8);
            int partition = sent.getAndIncrement() % partitions;
            var unused = producer.send(new ProducerRecord<>(topic, partition, null, value));
          });
      producer.flush();
    }
    return sent.get();
  }
}
