package prefmill.cluster;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.manifest.Manifest;
import prefmill.pipelines.log.LogManifest;
import prefmill.runners.cluster.ClusterJob;
import prefmill.runners.cluster.FlinkRest;

/**
 * A stream on a real cluster lands each message through the deaths of its machines: what is built
 * of it is what is built of the same lines in files.
 */
@Timeout(900)
class StreamOnClusterIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> POISON = List.of("{not json", "[]", "\u0000\u0001");

  @TempDir private Path folder;
  private FlinkProcesses cluster;
  private BrokerProcess broker;
  private String master;
  private Shop stream;
  private List<String> lines;
  private int sent;

  @BeforeEach
  void start() throws Exception {
    // one slot more than the stream takes: what ran on a killed one goes on there
    cluster = FlinkProcesses.start(folder.resolve("cluster"), 3, Map.of());
    master = cluster.master().address();
    broker = BrokerProcess.start(folder.resolve("kafka"), "feedback");
    stream =
        Shop.of(
            folder.resolve("stream"),
            "{name: app, kind: kafka, preset: native, topic: feedback, bootstrap: \"%s\"}"
                .formatted(broker.bootstrap()));
  }

  @AfterEach
  void stop() throws InterruptedException {
    broker.close();
    cluster.close();
  }

  @Test
  void landsEachMessageThroughTheDeathsOfTaskManagersAndTheBroker() throws Exception {
    Manifest expected = ofFiles(900);
    CompletableFuture<Integer> command = startStream();
    sendAndAwait(300);
    // one of the two at least holds a part of the stream
    killTaskManager("tm0");
    sendAndAwait(500);
    killTaskManager("tm1");
    sendAndAwait(700);
    broker.kill();
    broker.start();
    sendAndAwait(lines.size());

    stopBehindASavepoint();
    assertThat(stream.said(), command.get(120, TimeUnit.SECONDS), is(0));
    assertSame(expected);
  }

  @Test
  @Tag("soak")
  void landsEachMessageThroughManyDeathsAndOneOfTheJobManager() throws Exception {
    Manifest expected = ofFiles(4_000);
    CompletableFuture<Integer> command = startStream();
    for (int kill = 0; kill < 5; kill++) {
      sendAndAwait(sent + 400);
      // what is under way then, a checkpoint or a landing, differs with each
      Thread.sleep(370L * kill);
      killTaskManager("tm" + kill % 3);
    }
    sendAndAwait(3_000);
    cluster.kill("jm");
    assertThat(command.get(180, TimeUnit.SECONDS), is(1));
    assertThat(stream.said(), containsString("start it again"));

    cluster.startJobManager();
    cluster.awaitTaskManagers(3);
    command = startStream();
    sendAndAwait(lines.size());
    stopBehindASavepoint();
    assertThat(stream.said(), command.get(120, TimeUnit.SECONDS), is(0));
    assertSame(expected);
  }

  private Manifest ofFiles(int events) throws Exception {
    Shop files = Shop.of(folder.resolve("files"), events);
    Path file = folder.resolve("files/events/all.jsonl");
    lines = new ArrayList<>(Files.readAllLines(file));
    lines.addAll(lines.size() / 2, POISON);
    Files.write(file, lines);
    files.run("build");
    return files.newest();
  }

  private CompletableFuture<Integer> startStream() throws Exception {
    CompletableFuture<Integer> command =
        CompletableFuture.supplyAsync(
            () ->
                stream.runs(
                    "ingest",
                    "--stream",
                    "--checkpoint-interval",
                    "2",
                    "--flink-master",
                    master,
                    "--parallelism",
                    "2"));
    FlinkRest rest = FlinkRest.of(cluster.master());
    while (rest.job("stream-test").filter(job -> job.state().equals("RUNNING")).isEmpty()) {
      assertThat("the command goes on: " + stream.said(), command.isDone(), is(false));
      Thread.sleep(200);
    }
    return command;
  }

  /** Sends lines up to one, and waits until the log holds as many events or dead letters. */
  private void sendAndAwait(int end) throws Exception {
    broker.send(lines.subList(sent, end));
    sent = end;
    int poison = (int) lines.subList(0, end).stream().filter(POISON::contains).count();
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (stream.log().manifests().stream().mapToLong(LogManifest::rows).sum() < end - poison) {
      assertThat("landed in time", System.nanoTime() < deadline, is(true));
      Thread.sleep(200);
    }
  }

  private void killTaskManager(String name) throws Exception {
    cluster.kill(name);
    cluster.startTaskManager(name);
  }

  private void stopBehindASavepoint() throws Exception {
    Shop asking = Shop.of(folder.resolve("asking"), 1);
    JsonNode jobs = JSON.readTree(asking.run("jobs", "list", "--json", "--flink-master", master));
    ClusterJob job = FlinkRest.of(cluster.master()).job("stream-test").orElseThrow();
    assertThat(jobs.path("jobs").findValuesAsText("id").contains(job.id()), is(true));
    String place = folder.resolve("savepoints").toUri().toString();
    String said =
        asking.run(
            "jobs",
            "stop",
            job.id().substring(0, 8),
            "--savepoint-folder",
            place,
            "--flink-master",
            master);
    assertThat(said, containsString("savepoint is file:"));
    assertThat(asking.runs("jobs", "cancel", job.id(), "--flink-master", master), is(1));
    assertThat(asking.said(), containsString("has ended: it is finished"));
    assertThat(asking.runs("jobs", "stop", "nosuch", "--flink-master", master), is(2));
  }

  private void assertSame(Manifest expected) throws Exception {
    stream.run("build", "--flink-master", master, "--parallelism", "2");
    Manifest built = stream.newest();
    assertThat(built.contentHash(), is(expected.contentHash()));
    assertThat(built.counts(), is(expected.counts()));
    assertThat(built.counts().dead(), is((long) POISON.size()));
    assertThat(built.counts().balanced(), is(true));
  }
}
