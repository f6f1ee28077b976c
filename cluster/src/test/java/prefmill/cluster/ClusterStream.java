package prefmill.cluster;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import prefmill.datasets.manifest.Manifest;
import prefmill.runners.cluster.ClusterJob;
import prefmill.runners.cluster.FlinkMaster;
import prefmill.runners.cluster.FlinkRest;

/** A stream of a topic on a cluster, whose lines also lie in files that were built undisturbed. */
final class ClusterStream {
  private static final String NAME = "prefmill-stream-test-";
  private static final List<String> POISON = List.of("{not json", "[]", "\u0000\u0001");

  private final Path folder;
  private final FlinkMaster master;
  private final FeedbackTopic topic;
  private final Shop shop;
  private final List<String> lines;
  private final Manifest expected;
  private int sent;

  private ClusterStream(
      Path folder, FlinkMaster master, FeedbackTopic topic, Shop shop, List<String> lines)
      throws Exception {
    this.folder = folder;
    this.master = master;
    this.topic = topic;
    this.shop = shop;
    this.lines = lines;
    Shop files = Shop.of(folder.resolve("files"), 0);
    Files.write(folder.resolve("files/events/all.jsonl"), lines);
    files.run("build");
    this.expected = files.newest();
  }

  /** A stream of a new topic, to which so many events and some poison will come. */
  static ClusterStream of(
      Path folder, FlinkMaster master, BrokerProcess broker, String topic, int events)
      throws Exception {
    var unused = Shop.of(folder.resolve("generated"), events);
    List<String> lines =
        new ArrayList<>(Files.readAllLines(folder.resolve("generated/events/all.jsonl")));
    lines.addAll(lines.size() / 2, POISON);
    return new ClusterStream(
        folder,
        master,
        FeedbackTopic.create(broker, topic),
        Shop.of(folder.resolve("stream"), source(broker, topic)),
        lines);
  }

  private static String source(BrokerProcess broker, String topic) throws Exception {
    return "{name: app, kind: kafka, preset: native, topic: %s, bootstrap: \"%s\"}"
        .formatted(topic, broker.bootstrap());
  }

  /** The project whose command streams. */
  Shop shop() {
    return shop;
  }

  /** All lines. */
  List<String> lines() {
    return lines;
  }

  /** How many of them were sent. */
  int sent() {
    return sent;
  }

  /** The stream's command; its job runs then. */
  CompletableFuture<Integer> start(int parallelism) throws Exception {
    List<String> before = ids();
    CompletableFuture<Integer> command =
        CompletableFuture.supplyAsync(() -> shop.runs(arguments(parallelism)));
    awaitNew(before, () -> !command.isDone());
    return command;
  }

  /** The stream's command in a process of its own; its job runs then. */
  Process startProcess(int parallelism) throws Exception {
    List<String> before = ids();
    Process command = shop.start(arguments(parallelism));
    awaitNew(before, command::isAlive);
    return command;
  }

  /** The job of the stream that runs. */
  ClusterJob job() {
    return running().orElseThrow();
  }

  /** How a job is. */
  String state(ClusterJob asked) {
    return FlinkRest.of(master).jobs().stream()
        .filter(job -> job.id().equals(asked.id()))
        .map(ClusterJob::state)
        .collect(Collectors.joining());
  }

  /** Sends lines up to one, behind some of an aborted transaction. */
  void send(int end) throws Exception {
    topic.abort(
        lines.subList(sent, Math.min(end, sent + 20)).stream()
            .map(line -> line.replace("\"prompt\":\"", "\"prompt\":\"Aborted: "))
            .toList());
    topic.send(lines.subList(sent, end));
    sent = end;
  }

  /** Sends lines up to one, and waits until the log is past them. */
  void sendAndAwait(int end) throws Exception {
    send(end);
    await(() -> topic.isLandedIn(shop.log(), "app"));
  }

  /** Sends all lines again that were sent, and waits until the topic has them once. */
  void sendAgainAndCompact() throws Exception {
    List<String> again = new ArrayList<>(lines.subList(0, sent));
    again.removeAll(POISON);
    topic.send(again);
    // what was sent last is spared as long as nothing comes behind it
    Thread.sleep(300);
    topic.abort(again.subList(0, 20));
    await(() -> topic.count() <= sent);
  }

  void stopBehindASavepoint() throws Exception {
    ClusterJob job = job();
    Shop asking = Shop.of(folder.resolve("asking"), 1);
    String address = master.address();
    assertThat(asking.run("jobs", "list", "--flink-master", address), containsString(job.name()));
    String said =
        asking.run(
            "jobs",
            "stop",
            job.id().substring(0, 8),
            "--savepoint-folder",
            folder.resolve("savepoints").toUri().toString(),
            "--flink-master",
            address);
    assertThat(said, containsString("savepoint is file:"));
    assertThat(asking.runs("jobs", "cancel", job.id(), "--flink-master", address), is(1));
    assertThat(asking.said(), containsString("has ended: it is finished"));
    assertThat(asking.runs("jobs", "stop", "nosuch", "--flink-master", address), is(2));
  }

  /** What was streamed, and what is read of the topic in batch, is what lies in the files. */
  void assertSame(BrokerProcess broker, String name) throws Exception {
    assertThat(sent, is(lines.size()));
    shop.run("build", "--flink-master", master.address(), "--parallelism", "2");
    assertSame(shop);
    Shop batch = Shop.of(folder.resolve("batch"), source(broker, name));
    batch.run("build");
    assertSame(batch);
  }

  private void assertSame(Shop built) throws Exception {
    Manifest manifest = built.newest();
    assertThat(manifest.counts(), is(expected.counts()));
    assertThat(manifest.contentHash(), is(expected.contentHash()));
    assertThat(manifest.counts().dead(), is((long) POISON.size()));
    assertThat(manifest.counts().balanced(), is(true));
  }

  private String[] arguments(int parallelism) {
    return new String[] {
      "ingest",
      "--stream",
      "--checkpoint-interval",
      "2",
      "--flink-master",
      master.address(),
      "--parallelism",
      Integer.toString(parallelism)
    };
  }

  private Optional<ClusterJob> running() {
    return FlinkRest.of(master).jobs().stream()
        .filter(job -> job.name().startsWith(NAME) && job.state().equals("RUNNING"))
        .findFirst();
  }

  private List<String> ids() {
    return FlinkRest.of(master).jobs().stream().map(ClusterJob::id).toList();
  }

  private void awaitNew(List<String> before, BooleanSupplier goesOn) throws Exception {
    await(
        () -> {
          assertThat("the command goes on: " + shop.said(), goesOn.getAsBoolean(), is(true));
          return running().filter(job -> !before.contains(job.id())).isPresent();
        });
  }

  private static void await(Condition condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (!condition.holds()) {
      assertThat("in time", System.nanoTime() < deadline, is(true));
      Thread.sleep(200);
    }
  }

  /** What is waited for. */
  private interface Condition {
    boolean holds() throws Exception;
  }
}
