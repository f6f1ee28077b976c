package prefmill.pipelines.stream;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
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
import prefmill.datasets.manifest.Manifest;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.lock.StreamHeld;
import prefmill.pipelines.log.lock.StreamLock;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.property.events.NativeEvents;
import prefmill.pipelines.run.build.BuildRun;
import prefmill.pipelines.scenario.Workshop;
import prefmill.pipelines.source.topic.TestBroker;
import prefmill.s3server.S3Server;

/** A stream that lands in a bucket. */
class StreamInBucketTest {
  private static final String TOPIC = "bucket-streamed";

  @Test
  void landsWhatComesAndKeepsAnotherOff(@TempDir Path temp) throws Exception {
    List<String> lines = NativeEvents.of(60, 9);
    Manifest expected = StreamRunTest.fromFiles(temp.resolve("files"), lines);
    TestBroker.create(TOPIC, 3, Map.of());
    StreamRunTest.send(TOPIC, lines.subList(0, 40));
    Path folder = temp.resolve("stream");
    Workshop workshop = Workshop.in(folder);
    String bucket = S3Server.shared().makeBucket("stream");
    Policy policy = StreamRunTest.policy(workshop, TOPIC, bucket);
    Path log = EventLog.open(policy.store(), policy.dataset()).folder();
    AtomicLong landed = new AtomicLong();
    CountDownLatch stop = new CountDownLatch(1);
    ExecutorService background = Executors.newSingleThreadExecutor();
    Future<Long> run =
        background.submit(
            () ->
                StreamRun.of(
                        policy, folder, Workshop.execution("flink", 2), StreamRunTest.streaming())
                    .run(stop, landed::set));
    background.shutdown();

    StreamRunTest.await(run, () -> landed.get() >= 40);
    assertThrows(StreamHeld.class, () -> StreamLock.take(log, List.of(TOPIC), "other"));
    assertThat(StreamLock.running(log).size(), is(1));
    StreamRunTest.send(TOPIC, lines.subList(40, lines.size()));
    StreamRunTest.await(run, () -> landed.get() >= 60);
    stop.countDown();
    run.get(2, TimeUnit.MINUTES);

    assertThat(StreamLock.running(log), empty());
    Manifest built =
        BuildRun.of(policy, Workshop.execution("direct", 2), Workshop.AS_OF)
            .publish()
            .version()
            .manifest();
    assertThat(built.contentHash(), equalTo(expected.contentHash()));
    assertThat(built.ledgerHash(), equalTo(expected.ledgerHash()));
  }
}
