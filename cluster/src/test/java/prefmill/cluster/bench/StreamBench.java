package prefmill.cluster.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import prefmill.cluster.BrokerProcess;
import prefmill.cluster.FlinkProcesses;
import prefmill.cluster.Shop;
import prefmill.pipelines.log.LogManifest;
import prefmill.runners.cluster.ClusterJob;
import prefmill.runners.cluster.FlinkRest;
import prefmill.runners.services.EmbeddedBroker;

/**
 * Measures a stream on a cluster of two task managers and a spare one. With a rate: the memory of
 * its processes, minute by minute. Without: CPU seconds of what is sent at once, its checkpoints,
 * and how long nothing lands after a task manager's death. {@code cluster/bench/cluster.sh} runs
 * it.
 */
final class StreamBench {
  private static final String TOPIC = "feedback";
  private static final int CHUNK = 20_000;

  private final Path folder;
  private final FlinkProcesses cluster;
  private final BrokerProcess broker;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Shop shop;
  private final long begin = System.nanoTime();

  private StreamBench(Path folder) throws Exception {
    this.folder = folder;
    this.cluster = FlinkProcesses.start(folder.resolve("cluster"), 3, Map.of());
    this.broker = BrokerProcess.start(folder.resolve("kafka"));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
      admin.createTopics(Set.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
    }
    this.producer = EmbeddedBroker.producer(broker.bootstrap());
    this.shop =
        Shop.of(
            folder.resolve("stream"),
            "{name: app, kind: kafka, preset: native, topic: %s, bootstrap: \"%s\"}"
                .formatted(TOPIC, broker.bootstrap()));
  }

  /** Arguments: a folder for its work, the number of events, and events a second or nothing. */
  public static void main(String[] arguments) throws Exception {
    StreamBench bench = new StreamBench(Path.of(arguments[0]));
    Shop lines = Shop.of(bench.folder.resolve("lines"), Integer.parseInt(arguments[1]));
    Path file = lines.folder().resolve("events/all.jsonl");
    try {
      CompletableFuture<Integer> command = bench.startStream();
      if (arguments.length > 2) {
        bench.atARate(file, Integer.parseInt(arguments[2]));
      } else {
        bench.atOnce(file);
      }
      FlinkRest.of(bench.cluster.master()).cancel(bench.job().orElseThrow());
      command.get();
    } finally {
      bench.broker.close();
      bench.cluster.close();
    }
    System.exit(0);
  }

  private void atOnce(Path file) throws Exception {
    long sent = send(file, 0, CHUNK);
    await(sent);
    double cpu = Measured.cpu(cluster.processes());
    long all = sent + send(file, sent, Long.MAX_VALUE);
    await(all);
    double seconds = Measured.cpu(cluster.processes()) - cpu;
    System.out.printf(
        "%,d events: %.1f CPU seconds of all processes but the broker's, %.0f events a CPU second%n",
        all - sent, seconds, (all - sent) / seconds);
    String id = job().orElseThrow().id();
    System.out.println(Measured.checkpoints(cluster.master().address(), id));
    for (String victim : List.of("tm0", "tm1", "tm2")) {
      cluster.kill(victim);
      cluster.startTaskManager(victim);
      long start = System.nanoTime();
      all += send(file, 0, 1_000);
      await(all);
      System.out.printf(
          "%s killed: what was sent then has landed after %.1f s%n",
          victim, (System.nanoTime() - start) / 1e9);
    }
  }

  private void atARate(Path file, int rate) throws Exception {
    long sent = 0;
    long total;
    try (Stream<String> lines = Files.lines(file)) {
      total = lines.count();
    }
    System.out.println("| minutes | sent | landed | segments | command MiB | task managers MiB |");
    System.out.println("|---|---|---|---|---|---|");
    long start = System.nanoTime();
    try (Stream<String> lines = Files.lines(file)) {
      List<String> batch = new ArrayList<>();
      for (String line : (Iterable<String>) lines::iterator) {
        batch.add(line);
        if (batch.size() == rate) {
          send(batch);
          sent += batch.size();
          batch.clear();
          if (sent % (60L * rate) == 0 || sent == total) {
            row(sent);
          }
          long due = start + sent * 1_000_000_000L / rate;
          Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
        }
      }
    }
  }

  private void row(long sent) throws Exception {
    StringBuilder memory = new StringBuilder();
    for (Process process : cluster.processes()) {
      memory.append(' ').append(Measured.resident(process));
    }
    Runtime own = Runtime.getRuntime();
    System.out.printf(
        "| %d | %,d | %,d | %d | %d |%s |%n",
        TimeUnit.NANOSECONDS.toMinutes(System.nanoTime() - begin),
        sent,
        landed(),
        shop.log().manifests().stream().mapToInt(entry -> entry.segments().size()).sum(),
        (own.totalMemory() - own.freeMemory()) >> 20,
        memory);
  }

  private long send(Path file, long from, long most) throws Exception {
    long sent = 0;
    try (Stream<String> lines = Files.lines(file)) {
      List<String> chunk = new ArrayList<>();
      for (String line : (Iterable<String>) lines.skip(from).limit(most)::iterator) {
        chunk.add(line);
        sent++;
        if (chunk.size() == CHUNK) {
          send(chunk);
          chunk.clear();
        }
      }
      send(chunk);
    }
    return sent;
  }

  private void send(List<String> lines) throws Exception {
    List<Future<?>> sent = new ArrayList<>();
    for (String line : lines) {
      sent.add(producer.send(new ProducerRecord<>(TOPIC, line.getBytes(UTF_8))));
    }
    for (Future<?> each : sent) {
      each.get();
    }
  }

  private Optional<ClusterJob> job() {
    return FlinkRest.of(cluster.master()).jobs().stream()
        .filter(job -> job.name().contains("stream") && job.state().equals("RUNNING"))
        .findFirst();
  }

  private CompletableFuture<Integer> startStream() throws Exception {
    CompletableFuture<Integer> command =
        CompletableFuture.supplyAsync(
            () ->
                shop.runs(
                    "ingest",
                    "--stream",
                    "--checkpoint-interval",
                    "5",
                    "--flink-master",
                    cluster.master().address(),
                    "--parallelism",
                    "2"));
    while (job().isEmpty()) {
      if (command.isDone()) {
        throw new IllegalStateException(shop.said());
      }
      Thread.sleep(500);
    }
    return command;
  }

  private void await(long events) throws Exception {
    while (landed() < events) {
      Thread.sleep(500);
    }
  }

  private long landed() throws Exception {
    return shop.log().manifests().stream().mapToLong(LogManifest::rows).sum();
  }
}
