package prefmill.runners.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.store.DatasetStore;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.policy.PolicyException;
import prefmill.runners.cli.Invocation;
import prefmill.runners.cli.PolicyFolder;
import prefmill.runners.profile.RunnerProfile;
import prefmill.runners.project.Project;
import prefmill.runners.report.FeedbackReport;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.figures.FigureRow;
import prefmill.trainers.registry.figures.FigureRows;

/** A Postgres that is killed while feedback is read from it, or figures are written to it. */
@Timeout(300)
class PostgresCutTest {
  private static final String ROWS =
      """
      create table public.feedback as
      select n as id, 'e' || n as eid, 'u' || n % 97 as person, 'm' || n as message,
        'When does order ' || n / 2 || ' come?' as question, 'It comes on day ' || n % 2 || '.' as answer,
        case n % 2 when 0 then 'down' else 'up' end as vote
      from generate_series(1, 6000) n;
      alter table public.feedback add primary key (id)
      """;
  private static final String MAPPING =
      "mapping: '{\"event_id\": eid, \"user_id\": person, \"message_id\": message, \"prompt\": question,"
          + " \"response\": answer, \"signal\": {\"kind\": \"thumb\", \"value\": vote}}'";

  private static final LocalDate EVER = LocalDate.parse("2000-01-01");
  private static final RunnerProfile FLINK = RunnerProfile.of(RunnerProfile.Runner.FLINK);

  @TempDir private static Path shared;
  private static CutDatabase database;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    database = CutDatabase.start(shared.resolve("pg"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (database != null) {
      database.close();
    }
  }

  @Test
  @Tag("soak")
  void anIngestEndsInOneSentenceAndTheNextRunBringsTheWhole() throws Exception {
    List<String> lines = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(ROWS);
      try (ResultSet row =
          statement.executeQuery("select row_to_json(f)::text from public.feedback f")) {
        while (row.next()) {
          lines.add(row.getString(1));
        }
      }
    }
    PolicyFolder files = PolicyFolder.of(folder.resolve("files"), lines);
    files.change("preset: native", MAPPING);
    Manifest expected = built(files);
    PolicyFolder project = PolicyFolder.of(folder.resolve("tables"), List.of());
    Files.writeString(project.path().resolve("password"), database.password());
    project.change(
        "kind: jsonl, preset: native, path: \"events/*.jsonl\"",
        "kind: postgres, %s, table: feedback, key: id, position: id, url: \"%s\", user: %s, password_file: password"
            .formatted(MAPPING, database.url(), database.user()));

    CompletableFuture<Invocation> run = CompletableFuture.supplyAsync(() -> project.run("ingest"));
    awaitReader(run);
    database.cut();
    Invocation ended = run.get();
    assertThat(ended.err(), ended.exitCode(), is(1));
    List<String> said = ended.err().lines().filter(line -> line.startsWith("prefmill: ")).toList();
    assertThat(ended.err(), said, contains(containsString("database broke")));
    assertThat(EventLog.open(project.store(), "support").manifests(), empty());

    database.start();
    Manifest manifest = built(project);
    assertThat(manifest.contentHash(), is(expected.contentHash()));
    assertThat(manifest.counts(), is(expected.counts()));
    assertThat(manifest.counts().balanced(), is(true));
  }

  @Test
  void liveFiguresWaitForTheDatabaseAndAreThoseOfTheBatch() throws Exception {
    PolicyFolder project = PolicyFolder.of(folder, List.of());
    write(project, 0, 20);
    assertDone(project.run("ingest", "--runner", "direct"));
    Registry registry = Registry.open(database.url(), database.user(), database.password());
    FigureRows table = FigureRows.of(registry);
    List<String> told = new CopyOnWriteArrayList<>();
    FeedbackReport report = report(project, told);
    CountDownLatch stop = new CountDownLatch(1);
    CompletableFuture<Void> following =
        CompletableFuture.runAsync(() -> follow(report, registry, stop));
    await(following, () -> events(table) == 20);
    database.cut();
    write(project, 20, 50);
    assertDone(project.run("ingest", "--runner", "direct"));
    await(following, () -> !told.isEmpty());
    assertThat(told, contains(containsString("the registry does not answer")));
    database.start();
    await(following, () -> events(table) == 50);
    stop.countDown();
    following.get();
    List<FigureRow> live = table.since("support", EVER);

    registry.jdbi().useHandle(h -> h.execute("delete from prefmill.feedback_figures"));
    report(project, told).once(FLINK.execution(), Optional.of(registry));
    assertThat(live, is(table.since("support", EVER)));
  }

  private static void write(PolicyFolder project, int from, int to) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = from; i < to; i++) {
      String value = i % 3 == 0 ? "down" : "up";
      lines.add(
          PolicyFolder.thumb("e" + i, "u" + i, "Why?", "So " + i, value)
              .replace("2026-11-01", LocalDate.now(ZoneOffset.UTC).toString()));
    }
    Files.write(project.path().resolve("events/" + from + ".jsonl"), lines);
  }

  private static void follow(FeedbackReport report, Registry registry, CountDownLatch stop) {
    try {
      report.follow(FLINK, 1, registry, stop);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FeedbackReport report(PolicyFolder project, List<String> told)
      throws PolicyException {
    return FeedbackReport.of(Project.load(project.config()), 30, told::add);
  }

  private static long events(FigureRows table) {
    return table.since("support", EVER).stream()
        .filter(row -> row.dimension().equals("all"))
        .mapToLong(FigureRow::events)
        .sum();
  }

  private static void await(CompletableFuture<?> goesOn, BooleanSupplier condition)
      throws Exception {
    while (!condition.getAsBoolean()) {
      if (goesOn.isDone()) {
        goesOn.get();
      }
      Thread.sleep(100);
    }
  }

  /** Waits until one beside the holder of the snapshot reads. */
  private static void awaitReader(CompletableFuture<Invocation> run) throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      long readers = 0;
      while (readers == 0) {
        assertThat(run.isDone() ? run.get().err() : "it reads", run.isDone(), is(false));
        try (ResultSet row =
            statement.executeQuery(
                "select count(*) from pg_stat_activity where application_name = 'prefmill'"
                    + " and query like 'select case %row_to_json%'")) {
          row.next();
          readers = row.getLong(1);
        }
      }
    }
  }

  private static void assertDone(Invocation run) {
    assertThat(run.err(), run.exitCode(), is(0));
  }

  private static Manifest built(PolicyFolder project) throws IOException {
    assertDone(project.run("build"));
    return DatasetStore.open(project.store(), "support").newest().orElseThrow().manifest();
  }
}
