package prefmill.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import prefmill.runners.services.EmbeddedBroker;

/** A real broker in a process of its own, which tests kill and start again with what it had. */
final class BrokerProcess implements AutoCloseable {
  private static final long READY_SECONDS = 60;

  private final Path folder;
  private final String topic;
  private Process process;

  private BrokerProcess(Path folder, String topic) {
    this.folder = folder;
    this.topic = topic;
  }

  /** Starts one with a topic of two partitions. */
  static BrokerProcess start(Path folder, String topic) throws IOException, InterruptedException {
    BrokerProcess broker = new BrokerProcess(folder, topic);
    Files.createDirectories(folder);
    broker.start();
    return broker;
  }

  /** Starts it and waits until it is there. */
  void start() throws IOException, InterruptedException {
    Path ready = folder.resolve("ready");
    Files.deleteIfExists(ready);
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                BrokerProcess.class.getName(),
                folder.toString(),
                topic)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(new File(folder.toFile(), "broker.log")))
            .start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
    while (!Files.exists(ready)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException("the broker has not started; see the log in " + folder);
      }
      Thread.sleep(100);
    }
  }

  String bootstrap() throws IOException {
    return Files.readString(folder.resolve("ready"));
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Sends lines; the broker has all of them then. */
  void send(List<String> lines) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = EmbeddedBroker.producer(bootstrap())) {
      List<Future<RecordMetadata>> sent =
          lines.stream()
              .map(line -> line.getBytes(StandardCharsets.UTF_8))
              .map(line -> producer.send(new ProducerRecord<>(topic, line)))
              .toList();
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  /** The process. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    EmbeddedBroker broker = EmbeddedBroker.start(folder);
    broker.createTopicIfAbsent(arguments[1], 2);
    Path unfinished = Files.writeString(folder.resolve("ready.unfinished"), broker.bootstrap());
    Files.move(unfinished, folder.resolve("ready"));
    Thread.sleep(Long.MAX_VALUE);
  }
}
