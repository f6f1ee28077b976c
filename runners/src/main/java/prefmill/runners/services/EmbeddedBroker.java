package prefmill.runners.services;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker in this process, for the streaming quickstart: one node that is its own
 * controller, on the loopback address, with its data in a kept folder.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final String PORT = "port";

  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts the broker; what its topics held is there again, under the same address.
   *
   * @param folder where it keeps everything, made where there is none
   */
  public static EmbeddedBroker start(Path folder) throws IOException {
    Files.createDirectories(folder);
    int port = keptPort(folder.resolve(PORT));
    Properties settings = settings(folder, port, freePort());
    Path file = folder.resolve("server.properties");
    try (var out = Files.newBufferedWriter(file)) {
      settings.store(out, null);
    }
    try (PrintStream log =
        new PrintStream(
            Files.newOutputStream(folder.resolve("format.log")), true, StandardCharsets.UTF_8)) {
      StorageTool.execute(
          new String[] {
            "format", "--ignore-formatted", "-t", clusterId(folder), "-c", file.toString()
          },
          log);
    }
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    server.startup();
    return new EmbeddedBroker(server, port);
  }

  /** Where it is reached. */
  public String bootstrap() {
    return "127.0.0.1:" + port;
  }

  /** Makes a topic unless it is there. */
  public void createTopicIfAbsent(String topic, int partitions) throws InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
      Set<String> there = admin.listTopics().names().get();
      if (!there.contains(topic)) {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker does not make the topic " + topic, e.getCause());
    }
  }

  /** A producer whose records a new partition cannot refuse and put out of order. */
  public static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
    // Of several requests under way it may refuse the first and take the next.
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrap, "max.in.flight.requests.per.connection", 1);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static Properties settings(Path folder, int port, int controller) {
    Properties settings = new Properties();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
    settings.put(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("auto.create.topics.enable", "false");
    settings.put("log.dirs", folder.resolve("data").toString());
    return settings;
  }

  private static String clusterId(Path folder) throws IOException {
    Path file = folder.resolve("cluster.id");
    if (!Files.exists(file)) {
      Files.writeString(file, Uuid.randomUuid().toString());
    }
    return Files.readString(file);
  }

  // the policy names the address, so it stays while nobody else has taken the port
  private static int keptPort(Path file) throws IOException {
    if (Files.exists(file)) {
      int port = Integer.parseInt(Files.readString(file).strip());
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (IOException taken) {
        // another one then
      }
    }
    int port = freePort();
    Files.writeString(file, Integer.toString(port));
    return port;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
