package prefmill.pipelines.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.property.events.NativeEvents;
import prefmill.pipelines.scenario.Workshop;
import prefmill.pipelines.source.topic.TestBroker;

class GrowingTopicTest {
  @Test
  void aPartitionThatATopicGainsIsStreamedToo(@TempDir Path temp) throws Exception {
    List<String> lines = NativeEvents.of(60, 5);
    TestBroker.create("growing", 1, Map.of());
    TestBroker.send(
        "growing", 1, lines.subList(0, 20).stream().map(l -> l.getBytes(UTF_8)).toList());
    Policy policy = StreamRunTest.policy(Workshop.in(temp), "growing", "./store");
    AtomicLong landed = new AtomicLong();
    CountDownLatch stop = new CountDownLatch(1);
    ExecutorService background = Executors.newSingleThreadExecutor();
    Future<Long> run =
        background.submit(
            () ->
                StreamRun.of(
                        policy, temp, Workshop.execution("flink", 2), StreamRunTest.streaming())
                    .lookingForPartitions(Duration.ofSeconds(1))
                    .run(stop, landed::set));
    background.shutdown();
    StreamRunTest.await(run, () -> landed.get() == 20);
    TestBroker.grow("growing", 3);
    StreamRunTest.send("growing", lines.subList(20, 50));
    StreamRunTest.await(run, () -> landed.get() >= 50);
    // of the first partition, too, by the second job
    StreamRunTest.send("growing", lines.subList(50, 60));
    StreamRunTest.await(run, () -> landed.get() >= 60);
    stop.countDown();
    assertThat(run.get(2, TimeUnit.MINUTES), greaterThanOrEqualTo(60L));
    Map<String, String> positions =
        EventLog.open(policy.store(), policy.dataset()).positions().get("growing");
    assertThat(positions.size(), is(3));
  }
}
