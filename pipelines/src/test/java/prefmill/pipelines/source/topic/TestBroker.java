package prefmill.pipelines.source.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;

/** One real broker for the tests of this JVM; each test has topics of its own. */
public final class TestBroker {
  /** The password of the user reader on the listener that asks for one. */
  static final String PASSWORD = "a \"secret\" of the broker";

  private static final int PLAIN = freePort();
  private static final int SASL = freePort();
  private static final int TLS = freePort();
  private static final int CONTROLLER = freePort();
  private static final TestCertificate CERTIFICATE = TestCertificate.create();
  private static final Admin ADMIN = start();

  private TestBroker() {}

  /** Where it is reached without a password. */
  public static String bootstrap() {
    return "127.0.0.1:" + PLAIN;
  }

  static String saslBootstrap() {
    return "127.0.0.1:" + SASL;
  }

  static String tlsBootstrap() {
    return "127.0.0.1:" + TLS;
  }

  /** What a client has to trust, to reach the broker there: a file of PEM. */
  static Path certificate() {
    return CERTIFICATE.pem();
  }

  /** Makes a topic. */
  public static void create(String topic, int partitions, Map<String, String> settings) {
    await(
        ADMIN
            .createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(settings)))
            .all());
  }

  /** Gives a topic more partitions. */
  public static void grow(String topic, int partitions) {
    await(ADMIN.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all());
  }

  /** Commits an offset of a topic's first partition for a group, as another job of it would. */
  public static void commit(String group, String topic, long offset) {
    await(
        ADMIN
            .alterConsumerGroupOffsets(
                group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(offset)))
            .all());
  }

  /** Deletes a topic. */
  public static void delete(String topic) {
    await(ADMIN.deleteTopics(List.of(topic)).all());
  }

  /** Takes the records below an offset away, as retention does. */
  static void expire(String topic, int partition, long before) {
    await(
        ADMIN
            .deleteRecords(
                Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(before)))
            .all());
  }

  /** A producer. */
  public static KafkaProducer<byte[], byte[]> producer() {
    return producer(Map.of());
  }

  /** A producer of transactions. */
  static KafkaProducer<byte[], byte[]> transactional(String id) {
    return producer(Map.of("transactional.id", id));
  }

  /** Sends to the first partition what nobody is to read: a record in a transaction that aborts. */
  public static void abort(String topic) {
    try (KafkaProducer<byte[], byte[]> producer = transactional("abort-" + topic)) {
      producer.initTransactions();
      producer.beginTransaction();
      await(producer.send(new ProducerRecord<>(topic, 0, null, "{}".getBytes(UTF_8))));
      producer.abortTransaction();
    }
  }

  /** A producer whose records may have many megabytes. */
  static KafkaProducer<byte[], byte[]> largeProducer() {
    return producer(Map.of("max.request.size", "8000000"));
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, String> more) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", bootstrap());
    // A new partition may refuse the first batch and take the second; the first is then out of
    // order for good.
    settings.put("max.in.flight.requests.per.connection", "1");
    settings.putAll(more);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Sends values without keys, dealt over the topic's partitions in turn; all have arrived then.
   */
  public static void send(String topic, int partitions, List<byte[]> values) {
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        sent.add(producer.send(new ProducerRecord<>(topic, i % partitions, null, values.get(i))));
      }
      sent.forEach(TestBroker::await);
    }
  }

  /** The sum of the offsets that a group committed. */
  public static long committed(String group) {
    return await(ADMIN.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .values()
        .stream()
        .mapToLong(OffsetAndMetadata::offset)
        .sum();
  }

  private static Admin start() {
    try {
      Path folder = Files.createTempDirectory("prefmill-broker");
      Properties settings = new Properties();
      settings.load(
          new StringReader(
              """
              process.roles=broker,controller
              node.id=1
              controller.quorum.voters=1@127.0.0.1:%3$d
              listeners=PLAINTEXT://127.0.0.1:%1$d,SASL://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%3$d,TLS://127.0.0.1:%4$d
              controller.listener.names=CONTROLLER
              listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL:SASL_PLAINTEXT,TLS:SSL
              sasl.enabled.mechanisms=PLAIN
              offsets.topic.replication.factor=1
              offsets.topic.num.partitions=1
              transaction.state.log.replication.factor=1
              transaction.state.log.min.isr=1
              transaction.state.log.num.partitions=1
              group.initial.rebalance.delay.ms=0
              auto.create.topics.enable=false
              log.cleaner.backoff.ms=200
              """
                  .formatted(PLAIN, SASL, CONTROLLER, TLS)));
      settings.put("log.dirs", folder.resolve("data").toString());
      settings.put(
          "listener.name.sasl.plain.sasl.jaas.config",
          "org.apache.kafka.common.security.plain.PlainLoginModule required user_reader=\"%s\";"
              .formatted(PASSWORD.replace("\"", "\\\"")));
      settings.put("listener.name.tls.ssl.keystore.location", CERTIFICATE.keystore().toString());
      settings.put("listener.name.tls.ssl.keystore.password", TestCertificate.PASSWORD);
      Path file = folder.resolve("server.properties");
      try (var out = Files.newBufferedWriter(file)) {
        settings.store(out, null);
      }
      StorageTool.execute(
          new String[] {"format", "-t", "MkU3OEVBNTcwNTJENDM2Qg", "-c", file.toString()},
          new PrintStream(folder.resolve("format.log").toFile(), UTF_8));
      new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM).startup();
      return Admin.create(Map.of("bootstrap.servers", bootstrap()));
    } catch (IOException e) {
      throw new IllegalStateException("the test's broker does not start", e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no port is free", e);
    }
  }

  private static <T> T await(Future<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the test's broker refuses", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
