package prefmill.pipelines.source.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.SourceException;
import prefmill.pipelines.source.SourcePlan;
import prefmill.pipelines.source.SourceReader;
import prefmill.pipelines.source.database.Snapshots;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.parse.EventParser;
import prefmill.transforms.parse.ParseFeedback;
import prefmill.transforms.parse.Parsed;
import prefmill.transforms.parse.RawRecord;
import prefmill.transforms.parse.preset.Preset;

/** Real tables with real column types in a real Postgres. */
class ReadPostgresTest {
  private static final Path TESTDATA = Path.of("..", "testdata", "presets");
  private static final byte[] KEY = new byte[32];

  private final List<Snapshots> opened = new ArrayList<>();

  @AfterEach
  void letGo() {
    opened.forEach(Snapshots::close);
  }

  @BeforeAll
  static void fill() throws IOException {
    TestPostgres.execute(Files.readString(TESTDATA.resolve("tables.sql")));
  }

  @Test
  void rowsOfATableAndTheirExportAreTheSameEvents() throws IOException {
    for (String preset : List.of("subjectchat", "helpem", "betabase")) {
      SourcePlan plan = plan(TableSource.of(preset, preset), Map.of());
      Pipeline pipeline = Pipeline.create();
      PCollection<FeedbackEvent> events =
          pipeline
              .apply(plan.read())
              .apply(plan.parse(() -> KeyedHash.of(KEY, "support")))
              .get(ParseFeedback.EVENTS);
      PAssert.that(preset, events).containsInAnyOrder(exported(preset));
      pipeline.run().waitUntilFinish();
    }
  }

  @Test
  void aLargeTableIsReadOnFlinkAndTooLargeRowsStayInTheDatabase() {
    TestPostgres.execute(
        """
        create schema large;
        create table large.own(id bigint primary key, t text, changed timestamptz, n numeric(20,6));
        insert into large.own select g, repeat('x', 800), now(), g * 1.5 from generate_series(1, 20000) g;
        insert into large.own values (20001, repeat('x', 5000000), null, 0);
        """);
    SourcePolicy source = TableSource.own("large", "own", "changed");
    SourcePlan plan = plan(source, Map.of());
    PipelineOptions options = PipelineOptionsFactory.create();
    options.setRunner(FlinkRunner.class);
    options.as(FlinkPipelineOptions.class).setFlinkMaster("[local]");
    options.as(FlinkPipelineOptions.class).setParallelism(2);
    Pipeline pipeline = Pipeline.create(options);
    PCollection<RawRecord> rows = pipeline.apply(plan.read());
    PAssert.thatSingleton(rows.apply(Count.globally())).isEqualTo(20_001L);
    PAssert.that(rows)
        .satisfies(
            all -> {
              int large = 0;
              for (RawRecord row : all) {
                assertThat(row.bytes().length, lessThan(2_000));
                large += row.isTooLarge() ? 1 : 0;
              }
              assertThat(large, equalTo(1));
              return null;
            });
    pipeline.run().waitUntilFinish();
    assertThat(plan.estimatedBytes() / 20_000, both(greaterThan(900L)).and(lessThan(1_300L)));
  }

  @Test
  void onlyNewAndChangedRowsAreReadAgain() {
    createSteps("step");
    SourcePolicy source = TableSource.own("step", "own", "changed");
    SourcePlan first = plan(source, Map.of());
    assertCount(first, 601L);

    SourcePlan again = plan(source, first.positions());
    assertThat(again.isEmpty(), equalTo(true));
    assertCount(again, 0L);

    TestPostgres.execute(
        "insert into step.own values (1001, 'late', timestamptz '2026-11-01 09:30Z')");
    SourcePlan late = plan(source, first.positions());
    assertCount(late, 1L);

    // by the hand of someone who forgets the time
    TestPostgres.execute("update step.own set q = 'changed' where id in (1, 1000)");
    SourcePlan changed = plan(source, late.positions());
    assertCount(changed, 2L);
    assertThat(plan(source, changed.positions()).isEmpty(), equalTo(true));
  }

  @Test
  void aFaultOverARowsValueIsToldWithoutIt() {
    createSteps("casts");
    TestPostgres.execute("update casts.own set q = 'jane@example.com' where id = 5");
    TestPostgres.execute(
        "create view casts.seen as select id, q, changed from casts.own where q::int > 0");
    SourceException e =
        assertThrows(
            SourceException.class,
            () -> plan(TableSource.own("casts", "seen", "changed"), Map.of()));
    assertThat(
        e.getMessage(), containsString("the database answers with an error (SQLSTATE 22P02)"));
    assertThat(e.getMessage(), not(containsString("invalid input")));
  }

  @Test
  void ofAViewTheRowsNearTheLastPositionAreReadAgain() {
    createSteps("far");
    TestPostgres.execute("create view far.seen as select * from far.own");
    SourcePolicy source = TableSource.own("far", "seen", "changed");
    SourcePlan first = plan(source, Map.of());
    assertCount(first, 601L);

    SourcePlan again = plan(source, first.positions());
    assertThat(again.isEmpty(), equalTo(true));
    assertCount(again, 0L);
    assertThat(again.positions(), equalTo(first.positions()));

    TestPostgres.execute(
        "insert into far.own values (1001, 'late', timestamptz '2026-11-01 09:30Z')");
    SourcePlan late = plan(source, again.positions());
    // an hour back, the late one and the one without time
    assertCount(late, 63L);

    TestPostgres.execute("update far.own set q = 'changed', changed = '2026-11-02Z' where id = 1");
    SourcePlan changed = plan(source, late.positions());
    assertCount(changed, 64L);
    assertThat(plan(source, changed.positions()).isEmpty(), equalTo(true));
  }

  @Test
  void rowsOfAnOwnTableAreNamedByTableKeyAndTime() {
    KeyedHash hash = KeyedHash.of(KEY, "support");
    SourcePolicy source =
        TableSource.mapped(
            "{\"prompt\":q,\"response\":a,\"signal\":{\"kind\":\"thumb\",\"value\":v}}",
            "x",
            "own",
            "at");
    EventParser parser = EventParser.of(SourceReader.preset(source), "", hash);
    Parsed parsed =
        parser.parse(
            "{\"id\":7,\"q\":\"q\",\"a\":\"a\",\"v\":\"up\",\"at\":\"2026-11-01T00:00:00\"}"
                .getBytes(UTF_8));
    assertThat(
        ((Parsed.Events) parsed).events().get(0).eventId(),
        equalTo(hash.id("row", "own", "7", "1793491200000000").hex()));
  }

  private static void createSteps(String schema) {
    TestPostgres.execute(
        """
        create schema %1$s;
        create table %1$s.own(id int primary key, q text, changed timestamptz);
        insert into %1$s.own select g, 'q' || g, timestamptz '2026-11-01Z' + g * interval '1 minute'
          from generate_series(1, 600) g;
        insert into %1$s.own values (1000, 'no time', null);
        """
            .formatted(schema));
  }

  private SourcePlan plan(SourcePolicy source, Map<String, String> last) {
    return TableSource.plan(source, last, snapshots());
  }

  private Snapshots snapshots() {
    Snapshots snapshots = Snapshots.open();
    opened.add(snapshots);
    return snapshots;
  }

  private static void assertCount(SourcePlan plan, long rows) {
    Pipeline pipeline = Pipeline.create();
    PAssert.thatSingleton(pipeline.apply(plan.read()).apply(Count.globally())).isEqualTo(rows);
    pipeline.run().waitUntilFinish();
  }

  private static List<FeedbackEvent> exported(String preset) throws IOException {
    EventParser parser = EventParser.of(Preset.named(preset), "", KeyedHash.of(KEY, "support"));
    List<FeedbackEvent> events = new ArrayList<>();
    for (String line : Files.readAllLines(TESTDATA.resolve(preset).resolve("rows.jsonl"))) {
      byte[] bytes = line.getBytes(UTF_8);
      RawRecord row = new RawRecord("db", preset, 0, 0, bytes.length, bytes);
      events.addAll(((Parsed.Events) parser.parse(row)).events());
    }
    return events;
  }
}
