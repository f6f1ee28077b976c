package prefmill.runners.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.PolicyFolder;
import prefmill.runners.profile.RunnerProfile;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.trainers.registry.figures.FigureRow;
import prefmill.trainers.registry.figures.FigureRows;

/** Figures in a real Postgres while feedback lands, against those of a batch run over the log. */
class FollowLogTest {
  private static final LocalDate EVER = LocalDate.parse("2000-01-01");

  private static final RunnerProfile PROFILE = RunnerProfile.of(RunnerProfile.Runner.FLINK);

  @TempDir private Path path;

  @Test
  void aStreamComesToTheTablesOfTheBatchAndAlertsOnce() throws Exception {
    try (Hook hook = Hook.start()) {
      PolicyFolder folder = PolicyFolder.of(path, List.of());
      folder.change(
          "sources:",
          "report: {sinks: [{kind: webhook, url: \"%s\"}]}\nsources:".formatted(hook.url()));
      new Week().day(5, "search", 20, 1).day(1, "search", 20, 2).into(folder, "a.jsonl");
      folder.run("ingest", "--runner", "direct");
      Project project = Project.load(folder.config());
      try (OpenRegistry open = OpenRegistry.of(project)) {
        FigureRows table = FigureRows.of(open.registry());
        CountDownLatch stop = new CountDownLatch(1);
        ExecutorService background = Executors.newSingleThreadExecutor();
        Future<?> following =
            background.submit(
                () -> {
                  report(project).follow(PROFILE, 1, open.registry(), stop);
                  return null;
                });
        background.shutdown();
        await(following, () -> events(table) == 43);

        hook.answersWith(500);
        Week today = new Week().day(0, "search", 1, 40).day(0, "book", 0, 20);
        today.into(folder, "b.jsonl");
        folder.run("ingest", "--runner", "direct");
        await(following, () -> events(table) == 104 && hook.asked.get() > 0);
        hook.answersWith(204);
        // delivered again, with one more of an earlier day
        today.day(5, "search", 0, 1).into(folder, "c.jsonl");
        folder.run("ingest", "--runner", "direct");
        await(following, () -> events(table) == 105 && hook.taken.size() >= 4);
        stop.countDown();
        following.get(1, TimeUnit.MINUTES);
        List<FigureRow> streamed = table.since("support", EVER);

        open.registry().jdbi().useHandle(h -> h.execute("delete from prefmill.feedback_figures"));
        report(project).once(PROFILE.execution(), Optional.of(open.registry()));
        assertThat(streamed, equalTo(table.since("support", EVER)));
        assertThat(streamed.size(), is(greaterThan(6)));
        long ids = hook.taken.stream().map(alert -> alert.path("id").asText()).distinct().count();
        assertThat(hook.taken, hasSize((int) ids));
      }
    }
  }

  private static FeedbackReport report(Project project) {
    return FeedbackReport.of(project, 30, line -> {});
  }

  private static long events(FigureRows table) {
    return table.since("support", EVER).stream()
        .filter(row -> row.dimension().equals("all"))
        .mapToLong(FigureRow::events)
        .sum();
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
