package prefmill.runners.quickstart.streaming;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import prefmill.pipelines.policy.PolicyException;
import prefmill.pipelines.run.build.BuildResult;
import prefmill.pipelines.stream.StreamRun;
import prefmill.pipelines.stream.watch.StreamFigures;
import prefmill.runners.cli.Progress;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.profile.RunnerProfile;
import prefmill.runners.project.Project;
import prefmill.runners.quickstart.tables.FeedbackTables;
import prefmill.runners.report.FeedbackFigures;
import prefmill.runners.report.FiguresView;
import prefmill.runners.run.DatasetBuild;
import prefmill.runners.services.EmbeddedBroker;

/**
 * The way of a stream on invented feedback: a real Kafka broker, products that send, an ingest that
 * lands meanwhile, figures that follow, a build of what landed; and the same feedback from files,
 * which gives the same version.
 */
public final class StreamingQuickstart {
  private static final int PARTITIONS = 3;
  private static final int CHECKPOINT_SECONDS = 2;
  private static final int PIECES = 5;
  private static final long PATIENCE_MINUTES = 2;

  private final StreamingFolder folder;
  private final Map<String, List<String>> topics;
  private final RunnerProfile profile;
  private final Progress progress;

  private StreamingQuickstart(
      StreamingFolder folder,
      Map<String, List<String>> topics,
      RunnerProfile profile,
      Progress progress) {
    this.folder = folder;
    this.topics = topics;
    this.profile = profile;
    this.progress = progress;
  }

  /** A streaming quickstart in a folder, which is made where there is none. */
  public static StreamingQuickstart of(
      Path folder, FeedbackTables tables, RunnerProfile profile, Progress progress) {
    return new StreamingQuickstart(
        new StreamingFolder(folder), FeedbackLines.of(tables), profile, progress);
  }

  /** Runs to the end; a folder that was streamed before streams nothing new. */
  public StreamingResult run()
      throws IOException, InterruptedException, PolicyException, SQLException {
    Files.createDirectories(folder.path());
    progress.stage("starting a Kafka broker");
    long landed;
    FeedbackFigures figures;
    BuildResult streamed;
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.path().resolve("kafka"))) {
      for (String topic : topics.keySet()) {
        broker.createTopicIfAbsent(topic, PARTITIONS);
      }
      folder.write(broker.bootstrap(), topics);
      Project project = Project.load(folder.policy());
      try (LiveFigures live = LiveFigures.follow(project, profile, progress)) {
        landed = stream(project, new FeedbackProducer(broker.bootstrap()), live);
        figures = live.settled();
      }
      streamed = build(project);
    }
    progress.stage("reading the same feedback from files");
    Project files = Project.load(folder.filesPolicy());
    DatasetBuild.of(files, profile, progress).ingest();
    return new StreamingResult(
        folder.path(), folder.policy(), landed, figures, streamed, build(files));
  }

  private long stream(Project project, FeedbackProducer producer, LiveFigures live)
      throws IOException, InterruptedException {
    long before = project.log().manifests().stream().mapToLong(entry -> entry.rows()).sum();
    if (before > 0) {
      return before;
    }
    progress.stage("landing feedback while it comes");
    AtomicReference<StreamFigures> told = new AtomicReference<>();
    StreamRun run =
        StreamRun.of(
                project.policy(),
                project.folder(),
                profile.execution(),
                profile.streaming(CHECKPOINT_SECONDS))
            .watchedBy(told::set);
    CountDownLatch stop = new CountDownLatch(1);
    AtomicLong landed = new AtomicLong();
    ExecutorService background = Executors.newSingleThreadExecutor();
    try {
      Future<Long> stream = background.submit(() -> run.run(stop, landed::set));
      for (int piece = 0; piece < PIECES; piece++) {
        producer.send(topics, (double) piece / PIECES, (piece + 1.0) / PIECES);
        TimeUnit.SECONDS.sleep(1);
        tell(landed.get(), live);
      }
      Instant sent = Instant.now();
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
      while (!isThrough(told.get(), sent) && !stream.isDone() && System.nanoTime() < end) {
        Thread.sleep(200);
        tell(landed.get(), live);
      }
      stop.countDown();
      return stream.get();
    } catch (ExecutionException e) {
      throw CommandFailure.failed("The stream of the quickstart ended early.", e.getCause());
    } finally {
      stop.countDown();
      background.shutdown();
    }
  }

  private static boolean isThrough(StreamFigures told, Instant sent) {
    return told != null
        && told.at().isAfter(sent)
        && told.lag().values().stream().allMatch(left -> left == 0);
  }

  private void tell(long landed, LiveFigures live) {
    progress.update("%,d events landed. %s".formatted(landed, FiguresView.sentence(live.now())));
  }

  private BuildResult build(Project project) throws IOException {
    return DatasetBuild.of(project, profile, progress).build();
  }
}
