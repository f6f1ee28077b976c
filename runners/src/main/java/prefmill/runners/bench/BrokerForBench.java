package prefmill.runners.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import prefmill.runners.services.EmbeddedBroker;

/**
 * A broker in a process of its own, for measurements: {@code BrokerForBench FOLDER} prints where it
 * is reached, then for each line {@code TOPIC PARTITIONS FILE} of its input makes the topic, sends
 * the file's lines and prints how many; it ends with its input.
 */
public final class BrokerForBench {
  private static final String NO_FILE = "-";

  private BrokerForBench() {}

  /** Runs until the input ends. */
  public static void main(String[] arguments) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]));
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println(broker.bootstrap());
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ", 3);
        int partitions = Integer.parseInt(words[1]);
        broker.createTopicIfAbsent(words[0], partitions);
        System.out.println(
            words[2].equals(NO_FILE)
                ? 0
                : send(broker.bootstrap(), words[0], partitions, Path.of(words[2])));
      }
    }
  }

  private static int send(String bootstrap, String topic, int partitions, Path file)
      throws IOException {
    AtomicInteger sent = new AtomicInteger();
    try (KafkaProducer<byte[], byte[]> producer = EmbeddedBroker.producer(bootstrap);
        Stream<String> lines = Files.lines(file)) {
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
