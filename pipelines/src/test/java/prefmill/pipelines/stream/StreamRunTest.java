package prefmill.pipelines.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.manifest.Manifest;
import prefmill.pipelines.job.DatasetKey;
import prefmill.pipelines.job.JobRunner;
import prefmill.pipelines.job.Refusal;
import prefmill.pipelines.job.StreamJob;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.lock.StreamHeld;
import prefmill.pipelines.log.lock.StreamLock;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.property.events.NativeEvents;
import prefmill.pipelines.run.Execution;
import prefmill.pipelines.run.build.BuildRun;
import prefmill.pipelines.scenario.Workshop;
import prefmill.pipelines.source.SourceReader;
import prefmill.pipelines.source.topic.CompactedTopicTest;
import prefmill.pipelines.source.topic.TestBroker;
import prefmill.pipelines.source.topic.TopicPlan;
import prefmill.pipelines.stream.land.StreamLanding;
import prefmill.pipelines.stream.land.StreamPlan;
import prefmill.pipelines.stream.land.StreamSource;
import prefmill.pipelines.stream.watch.StreamFigures;

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
    Policy policy = policy(workshop, "streamed");
    AtomicLong landed = new AtomicLong();
    AtomicReference<StreamFigures> figures = new AtomicReference<>();
    CountDownLatch stop = new CountDownLatch(1);
    ExecutorService background = Executors.newSingleThreadExecutor();
    Future<Long> run =
        background.submit(
            () ->
                StreamRun.of(policy, folder, Workshop.execution("flink", 2), streaming())
                    .watchedBy(figures::set)
                    .run(stop, landed::set));
    background.shutdown();

    await(run, () -> landed.get() == 40);
    Path letters = EventLog.open(policy.store(), policy.dataset()).folder().resolve("dead_letters");
    Files.writeString(letters, "in the way: the job fails and starts again until it is gone");
    send(List.of("{\"prompt\":"));
    await(run, () -> TestBroker.committed("prefmill-test-streamed") == 40);
    List<String> rest = new ArrayList<>(lines.subList(40, 100));
    rest.addAll(lines.subList(20, 60));
    Collections.shuffle(rest, new Random(1));
    send(rest);
    // what stays behind the last message is no lag
    TestBroker.abort("streamed");
    Thread.sleep(3_000);
    assertThat(landed.get(), lessThan(140L));
    assertThat(TestBroker.committed("prefmill-test-streamed"), lessThan(141L));
    Files.delete(letters);
    await(run, () -> TestBroker.committed("prefmill-test-streamed") == 141);
    await(run, () -> landed.get() >= 140);
    await(run, () -> figures.get().lag().equals(Map.of("streamed", 0L)));
    assertThat(figures.get().running(), is(true));
    assertThat(figures.get().events(), greaterThanOrEqualTo(100L));
    assertThat(figures.get().deadLetters(), greaterThanOrEqualTo(1L));
    assertThat(figures.get().segments(), greaterThanOrEqualTo(2L));
    assertThat(figures.get().behind(), lessThan(Duration.ofSeconds(30)));
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
  void aJobThatFailsForGoodEndsInOneSentenceAndWhatLandedIsEntered(@TempDir Path temp)
      throws Exception {
    TestBroker.create("failing", PARTITIONS, Map.of());
    Workshop workshop = Workshop.in(temp);
    Policy policy = policy(workshop, "failing");
    EventLog log = EventLog.open(policy.store(), policy.dataset());
    Files.createDirectories(log.folder());
    Files.writeString(log.folder().resolve("dead_letters"), "in the way: the job fails");
    AtomicLong landed = new AtomicLong();
    Execution streaming = streaming();
    streaming.options().as(FlinkPipelineOptions.class).setNumberOfExecutionRetries(0);
    ExecutorService background = Executors.newSingleThreadExecutor();
    Future<Long> run =
        background.submit(
            () ->
                StreamRun.of(policy, temp, Workshop.execution("flink", 2), streaming)
                    .run(new CountDownLatch(1), landed::set));
    background.shutdown();
    await(run, () -> StreamLock.running(log.folder()).size() == 1);
    assertThrows(
        StreamHeld.class,
        () ->
            StreamRun.of(policy, temp, Workshop.execution("flink", 2), streaming())
                .run(new CountDownLatch(0), landed::set));
    send("failing", NativeEvents.of(30, 4));
    await(run, () -> landed.get() == 30);
    send("failing", List.of("{\"prompt\":"));

    ExecutionException e =
        assertThrows(ExecutionException.class, () -> run.get(1, TimeUnit.MINUTES));
    assertThat(e.getCause().getMessage(), containsString("the stream ended (failed)"));
    assertThat(StreamLock.running(log.folder()), empty());
  }

  @Test
  void offsetsThatCompactionTookOutAreNoGap(@TempDir Path temp) throws Exception {
    int sent = CompactedTopicTest.fill("gaps");
    Workshop workshop = Workshop.in(temp);
    Policy policy = policy(workshop, "gaps");
    EventLog log = EventLog.open(policy.store(), policy.dataset());
    SourcePolicy source = policy.sources().get(0);
    StreamSource streamed =
        StreamSource.of(
            TopicPlan.of(source, temp, Map.of()), SourceReader.preset(source), policy.dataset());
    StreamPlan plan =
        new StreamPlan(
            List.of(streamed),
            policy.dataset(),
            policy.masking().rules(),
            DatasetKey.of(policy).key(),
            List.of(),
            log.folder().toString(),
            "r1");
    GroupOffsets.set(streamed);
    StreamLanding landing = new StreamLanding(log, plan, "0123abcd", List.of());
    StreamJob job =
        new StreamJob(JobRunner.start(streaming(), "gaps", p -> StreamFeedback.compose(p, plan)));
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    long events = 0;
    while (!landing.reached().get("gaps").get("gaps-0").equals((long) sent)) {
      assertThat("in time", System.nanoTime() < end, is(true));
      Thread.sleep(200);
      events += landing.enter();
    }
    job.cancel();
    assertThat(events, allOf(greaterThanOrEqualTo(5L), lessThan((long) sent)));
  }

  @Test
  void aPolicyWithoutATopicIsRefused(@TempDir Path temp) throws IOException {
    Policy policy = Workshop.in(temp).policy("");
    assertThrows(
        Refusal.class,
        () -> StreamRun.of(policy, temp, Workshop.execution("flink", 2), streaming()));
    assertThat(EventLog.open(policy.store(), policy.dataset()).manifests().size(), is(0));
  }

  static Manifest fromFiles(Path folder, List<String> lines) throws IOException {
    Workshop workshop = Workshop.in(folder).events("all.jsonl", lines);
    return workshop.build(workshop.policy(""), "flink").version().manifest();
  }

  private static void send(List<String> lines) {
    send("streamed", lines);
  }

  static void send(String topic, List<String> lines) {
    TestBroker.send(topic, PARTITIONS, lines.stream().map(line -> line.getBytes(UTF_8)).toList());
  }

  private static Policy policy(Workshop workshop, String topic) {
    return policy(workshop, topic, "./store");
  }

  static Policy policy(Workshop workshop, String topic, String store) {
    return workshop.read(
        """
        dataset: test
        store: %3$s
        masking: {key_file: ./key}
        sources:
          - {name: %1$s, kind: kafka, preset: native, bootstrap: "%2$s", topic: %1$s}
        """
            .formatted(topic, TestBroker.bootstrap(), store));
  }

  static Execution streaming() {
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

  static void await(Future<?> run, Callable<Boolean> condition) throws Exception {
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
