package prefmill.pipelines.stream;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.beam.sdk.PipelineResult;
import prefmill.datasets.objects.Places;
import prefmill.pipelines.job.DatasetKey;
import prefmill.pipelines.job.JobRunner;
import prefmill.pipelines.job.Refusal;
import prefmill.pipelines.job.StreamJob;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.log.lock.StreamHeld;
import prefmill.pipelines.log.lock.StreamLock;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.run.Execution;
import prefmill.pipelines.run.IngestRun;
import prefmill.pipelines.source.SourceReader;
import prefmill.pipelines.source.topic.TopicPlan;
import prefmill.pipelines.stream.land.LandRecords;
import prefmill.pipelines.stream.land.StreamLanding;
import prefmill.pipelines.stream.land.StreamPlan;
import prefmill.pipelines.stream.land.StreamSource;
import prefmill.pipelines.stream.watch.StreamFigures;

/**
 * Lands topics until it is stopped: first what is there, in batch, then what comes, as a stream; at
 * the end what came until then, in batch again, so that nothing that was in a topic when it was
 * stopped is left out.
 *
 * <p>Where it goes on is in the event log alone: a run that was killed, has another parallelism or
 * another policy starts there, and lands again at most what no entry of the log names.
 */
public final class StreamRun {
  private final Policy policy;
  private final Path policyFolder;
  private final Execution batch;
  private final Execution streaming;
  private final EventLog log;
  private final StreamJobs jobs;
  private Duration betweenLooks = Duration.ofMinutes(1);
  private Optional<Consumer<StreamFigures>> figures = Optional.empty();
  private Optional<Consumer<StreamJobs>> first = Optional.empty();

  private StreamRun(Policy policy, Path policyFolder, Execution batch, Execution streaming) {
    this.policy = policy;
    this.policyFolder = policyFolder;
    this.batch = batch;
    this.streaming = streaming;
    this.log = EventLog.open(policy.store(), policy.dataset());
    this.jobs = StreamJobs.of(log, policy.dataset());
  }

  /**
   * A stream of all topics of a policy.
   *
   * @param batch for what is there before and after
   * @param streaming with checkpoints, and detached: its jobs run until they are cancelled
   * @throws Refusal if no source is a topic
   */
  public static StreamRun of(
      Policy policy, Path policyFolder, Execution batch, Execution streaming) {
    if (policy.sources().stream().noneMatch(StreamRun::isTopic)) {
      throw new Refusal(
          "no source of the policy is a topic, so there is nothing to stream: leave out --stream, or add a source of kind kafka");
    }
    return new StreamRun(policy, policyFolder, batch, streaming);
  }

  /** Tells how the stream stands, about once a second while its job runs and at its end. */
  public StreamRun watchedBy(Consumer<StreamFigures> told) {
    figures = Optional.of(told);
    return this;
  }

  /** Looks so often for partitions that its topics have gained; once a minute if not asked to. */
  StreamRun lookingForPartitions(Duration between) {
    betweenLooks = between;
    return this;
  }

  /** Shows the jobs of killed streams before anything is read: nobody else streams then. */
  public StreamRun endingFirst(Consumer<StreamJobs> abandoned) {
    first = Optional.of(abandoned);
    return this;
  }

  /**
   * Runs until it is told to stop.
   *
   * @param stop stops it at zero
   * @param landed is told the number of events each time that some have landed
   * @return how many events landed, redeliveries included
   * @throws StreamHeld if another stream lands one of the topics
   */
  public long run(CountDownLatch stop, LongConsumer landed)
      throws IOException, InterruptedException {
    String run = IngestRun.nextId();
    List<String> topics =
        policy.sources().stream().filter(StreamRun::isTopic).map(SourcePolicy::name).toList();
    try (StreamLock lock = StreamLock.take(log.folder(), topics, run)) {
      first.ifPresent(end -> end.accept(jobs));
      long events = land(landed, 0);
      String keyId = DatasetKey.of(policy).hash().keyId();
      NewPartitions more;
      do {
        List<LogManifest> entries = log.manifests();
        StreamPlan plan = plan(run, EventLog.positions(entries));
        plan.sources().forEach(GroupOffsets::set);
        StreamLanding landing = new StreamLanding(log, plan, keyId, entries);
        more = NewPartitions.of(plan, betweenLooks);
        events = stream(plan, landing, more, stop, landed, events);
        events = tell(landed, events, landing.enter());
        landing.close();
      } while (more.found() && stop.getCount() > 0);
      return land(landed, events);
    }
  }

  /** Until it is told to stop, its job ends, or a topic has more partitions than it reads. */
  private long stream(
      StreamPlan plan,
      StreamLanding landing,
      NewPartitions more,
      CountDownLatch stop,
      LongConsumer landed,
      long before)
      throws IOException, InterruptedException {
    long events = before;
    String name = jobs.begin(plan.run());
    StreamJob job =
        new StreamJob(JobRunner.start(streaming, name, p -> StreamFeedback.compose(p, plan)));
    StreamWatch watch = StreamWatch.of(plan, landing, figures);
    try {
      while (!stop.await(1, TimeUnit.SECONDS) && !more.look()) {
        // asked first: what a job that has ended landed is entered then
        Optional<PipelineResult.State> end = job.ended();
        events = tell(landed, events, landing.enter());
        watch.look(end.isEmpty());
        if (end.isPresent()) {
          if (isStopped(end.get())) {
            return events;
          }
          throw ended(end.get());
        }
      }
    } finally {
      job.cancel();
      watch.look(false);
    }
    return events;
  }

  private long land(LongConsumer landed, long events) throws IOException {
    return tell(landed, events, IngestRun.of(policy, policyFolder, batch).land().events());
  }

  private static long tell(LongConsumer landed, long before, long more) {
    if (more > 0) {
      landed.accept(before + more);
    }
    return before + more;
  }

  private StreamPlan plan(String run, Map<String, Map<String, String>> positions) {
    return new StreamPlan(
        sources(positions),
        policy.dataset(),
        policy.masking().rules(),
        DatasetKey.of(policy).key(),
        policy.volatileSpans(),
        log.folder().toString(),
        run);
  }

  private List<StreamSource> sources(Map<String, Map<String, String>> positions) {
    List<StreamSource> sources = new ArrayList<>();
    for (SourcePolicy source : policy.sources()) {
      if (isTopic(source)) {
        Map<String, String> last = positions.getOrDefault(source.name(), Map.of());
        TopicPlan plan = TopicPlan.of(source, policyFolder.toAbsolutePath(), last);
        sources.add(StreamSource.of(plan, SourceReader.preset(source), policy.dataset()));
      }
    }
    return sources;
  }

  /** Whether somebody ended the job at its cluster, behind a savepoint or at once. */
  private static boolean isStopped(PipelineResult.State state) {
    return state == PipelineResult.State.DONE || state == PipelineResult.State.CANCELLED;
  }

  /** A topic that lost what comes next says so itself. */
  private RuntimeException ended(PipelineResult.State state) throws IOException {
    var unused = sources(log.positions());
    long left = Places.room(log.folder());
    if (left < LandRecords.MOST_BYTES) {
      return new IllegalStateException(
          "the stream ended (%s) after several restarts: the disk is full or nearly so, %s has %,d KB left; make room and start it again"
              .formatted(state.name().toLowerCase(Locale.ROOT), log.folder(), left >> 10));
    }
    return new IllegalStateException(
        "the stream ended (%s) after several restarts; what landed is in the event log, see what the log says of the cause and start it again"
            .formatted(state.name().toLowerCase(Locale.ROOT)));
  }

  private static boolean isTopic(SourcePolicy source) {
    return source.kind() == SourcePolicy.Kind.KAFKA;
  }
}
