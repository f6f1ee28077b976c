package prefmill.cluster;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cluster.ClusterJob;

/**
 * A stream on a real cluster lands each message through the deaths of its machines: what is built
 * of it is what is built of the same lines in files.
 */
@Timeout(900)
class StreamOnClusterIT {
  @TempDir private static Path shared;
  private static FlinkProcesses cluster;
  private static BrokerProcess broker;

  @BeforeAll
  static void start() throws Exception {
    // one slot more than the stream takes: what ran on a killed one goes on there
    cluster = FlinkProcesses.start(shared.resolve("cluster"), 3, Map.of());
    broker = BrokerProcess.start(shared.resolve("kafka"));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (broker != null) {
      broker.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void landsEachMessageThroughTheDeathsOfCommandTaskManagersAndBroker(@TempDir Path folder)
      throws Exception {
    ClusterStream stream = stream(folder, "feedback", 900);
    Process killed = stream.startProcess(2);
    stream.sendAndAwait(200);
    ClusterJob left = stream.job();
    killed.destroyForcibly().waitFor();
    // it has two of three slots, and lands these for nobody
    stream.send(300);
    assertThat(stream.state(left), is("RUNNING"));
    CompletableFuture<Integer> command = stream.start(2);
    assertThat(stream.state(left), is("CANCELED"));
    stream.sendAndAwait(400);
    // one of the two at least holds a part of the stream
    killTaskManager("tm0");
    stream.sendAndAwait(500);
    killTaskManager("tm1");
    stream.sendAndAwait(700);
    broker.kill();
    broker.start();
    stream.sendAndAwait(stream.lines().size());

    stream.stopBehindASavepoint();
    assertThat(stream.shop().said(), command.get(120, TimeUnit.SECONDS), is(0));
    assertThat(
        stream.shop().told(),
        containsString("cancelled job %s, whose command was killed".formatted(left.id())));
    stream.assertSame(broker, "feedback");
  }

  @Test
  @Tag("soak")
  void landsEachMessageThroughManyDeathsAndOneOfTheJobManager(@TempDir Path folder)
      throws Exception {
    ClusterStream stream = stream(folder, "much", 4_000);
    CompletableFuture<Integer> command = stream.start(2);
    for (int kill = 0; kill < 5; kill++) {
      stream.sendAndAwait(stream.sent() + 400);
      // what is under way then, a checkpoint or a landing, differs with each
      Thread.sleep(370L * kill);
      killTaskManager("tm" + kill % 3);
    }
    stream.sendAndAwait(2_500);
    // the stream goes on at offsets that are no more
    for (String each : new String[] {"tm0", "tm1", "tm2"}) {
      cluster.kill(each);
    }
    stream.sendAgainAndCompact();
    for (String each : new String[] {"tm0", "tm1", "tm2"}) {
      cluster.startTaskManager(each);
    }
    stream.sendAndAwait(3_000);
    cluster.kill("jm");
    assertThat(command.get(180, TimeUnit.SECONDS), is(1));
    assertThat(stream.shop().said(), containsString("start it again"));

    cluster.startJobManager();
    cluster.awaitTaskManagers(3);
    command = stream.start(1);
    stream.sendAndAwait(stream.lines().size());
    stream.stopBehindASavepoint();
    assertThat(stream.shop().said(), command.get(120, TimeUnit.SECONDS), is(0));
    stream.assertSame(broker, "much");
  }

  private static ClusterStream stream(Path folder, String topic, int events) throws Exception {
    return ClusterStream.of(folder, cluster.master(), broker, topic, events);
  }

  private static void killTaskManager(String name) throws Exception {
    cluster.kill(name);
    cluster.startTaskManager(name);
  }
}
