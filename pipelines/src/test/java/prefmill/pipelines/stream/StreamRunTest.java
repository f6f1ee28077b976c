package prefmill.pipelines.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.manifest.Manifest;
import prefmill.pipelines.job.Refusal;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.property.events.NativeEvents;
import prefmill.pipelines.run.BuildRun;
import prefmill.pipelines.run.Execution;
import prefmill.pipelines.scenario.Workshop;
import prefmill.pipelines.source.topic.TestBroker;

class StreamRunTest {
  private static final int PARTITIONS = 3;

  @Test
  void landsWhatComesAndNothingIsLeftWhenItStops(@TempDir Path temp) throws Exception {
    List<String> lines = NativeEvents.of(120, 9);
    lines.add("{\"prompt\":");
    Manifest expected = fromFiles(temp.resolve("files"), lines);
    TestBroker.create("streamed", PARTITIONS, Map.of());
    send(lines.subList(0, 40));

    Path folder = temp.resolve("stream");
    Workshop workshop = Workshop.in(folder);
    Policy policy = policy(workshop);
    AtomicLong landed = new AtomicLong();
    CountDownLatch stop = new CountDownLatch(1);
    ExecutorService background = Executors.newSingleThreadExecutor();
    Future<Long> run =
        background.submit(
            () ->
                StreamRun.of(policy, folder, Workshop.execution("flink", 2), streaming())
                    .run(stop, landed::set));
    background.shutdown();

    await(run, () -> landed.get() == 40);
    Path letters = EventLog.open(policy.store(), policy.dataset()).folder().resolve("dead_letters");
    Files.writeString(letters, "in the way: the job fails and starts again until it is gone");
    send(List.of("{\"prompt\":"));
    await(run, () -> TestBroker.committed("prefmill-test-bus") == 40);
    List<String> rest = new ArrayList<>(lines.subList(40, 100));
    rest.addAll(lines.subList(20, 60));
    Collections.shuffle(rest, new Random(1));
    send(rest);
    Thread.sleep(3_000);
    assertThat(landed.get(), lessThan(140L));
    assertThat(TestBroker.committed("prefmill-test-bus"), lessThan(141L));
    Files.delete(letters);
    await(run, () -> TestBroker.committed("prefmill-test-bus") == 141);
    await(run, () -> landed.get() >= 140);
    send(lines.subList(100, lines.size()));
    stop.countDown();

    assertThat(run.get(2, TimeUnit.MINUTES), greaterThanOrEqualTo(140L + 20));
    Manifest built =
        BuildRun.of(policy, Workshop.execution("flink", 2), Workshop.AS_OF)
            .publish()
            .version()
            .manifest();
    assertThat(built.contentHash(), equalTo(expected.contentHash()));
    assertThat(built.ledgerHash(), equalTo(expected.ledgerHash()));
    assertThat(built.counts(), equalTo(expected.counts()));
  }

  @Test
  void aPolicyWithoutATopicIsRefused(@TempDir Path temp) throws IOException {
    Policy policy = Workshop.in(temp).policy("");
    assertThrows(
        Refusal.class,
        () -> StreamRun.of(policy, temp, Workshop.execution("flink", 2), streaming()));
    assertThat(EventLog.open(policy.store(), policy.dataset()).manifests().size(), is(0));
  }

  private static Manifest fromFiles(Path folder, List<String> lines) throws IOException {
    Workshop workshop = Workshop.in(folder).events("all.jsonl", lines);
    return workshop.build(workshop.policy(""), "flink").version().manifest();
  }

  private static void send(List<String> lines) {
    TestBroker.send(
        "streamed", PARTITIONS, lines.stream().map(line -> line.getBytes(UTF_8)).toList());
  }

  private static Policy policy(Workshop workshop) {
    return workshop.read(
        """
        dataset: test
        store: ./store
        masking: {key_file: ./key}
        sources:
          - {name: bus, kind: kafka, preset: native, bootstrap: "%s", topic: streamed}
        """
            .formatted(TestBroker.bootstrap()));
  }

  private static Execution streaming() {
    Execution execution = Workshop.execution("flink", 2);
    FlinkPipelineOptions options = execution.options().as(FlinkPipelineOptions.class);
    options.setStreaming(true);
    options.setAttachedMode(false);
    options.setCheckpointingInterval(1_000L);
    options.setMaxBundleTimeMills(60_000L);
    options.setNumberOfExecutionRetries(20);
    options.setExecutionRetryDelay(500L);
    return execution;
  }

  private static void await(Future<?> run, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!condition.call()) {
      if (run.isDone()) {
        run.get();
      }
      assertThat("in time", System.nanoTime() < end, is(true));
      Thread.sleep(100);
    }
  }
}
