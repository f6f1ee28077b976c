package prefmill.pipelines.source.table;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.pipelines.job.Refusal;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.run.IngestRun;
import prefmill.pipelines.scenario.Workshop;
import prefmill.pipelines.source.SourceException;
import prefmill.pipelines.source.SourcePlan;
import prefmill.pipelines.source.database.Database;
import prefmill.pipelines.source.database.Snapshots;

/** All tables and all workers of a run read one state of the database. */
class SnapshotTest {
  private static final SourcePolicy HERE = TableSource.own("moves", "here", "id");
  private static final SourcePolicy THERE = TableSource.own("moves", "there", "id", "mover");

  @BeforeAll
  static void fill() {
    TestPostgres.execute(
        """
        create schema moves;
        create table moves.here(id int primary key, q text);
        create table moves.there(id int primary key, q text);
        insert into moves.here select g, 'q' from generate_series(1, 500) g;
        create role mover login;
        grant usage on schema moves to mover;
        grant select on moves.there to mover;
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink"})
  void aRowThatMovesBetweenTablesIsReadOnce(String runner) throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService mover = Executors.newSingleThreadExecutor();
    Future<Integer> moves = mover.submit(moveUntil(done));
    try (Snapshots snapshots = Snapshots.open()) {
      SourcePlan here = TableSource.plan(HERE, Map.of(), snapshots);
      Thread.sleep(200);
      SourcePlan there = TableSource.plan(THERE, Map.of(), snapshots);
      TestPostgres.execute("insert into moves.there values (504, 'too late')");
      ReadRows.assertRows(
          runner,
          List.of(here, there),
          ReadRows.select(
              "select row_to_json(r)::text from (select g as id, 'q' as q from generate_series(1, 500) g) r"));
    } finally {
      done.set(true);
      mover.shutdown();
      TestPostgres.execute("delete from moves.there where id > 500");
    }
    assertThat(moves.get() > 20, is(true));
  }

  @Test
  void aSnapshotWhoseHolderIsGoneIsNamed() throws SQLException {
    try (Snapshots snapshots = Snapshots.open()) {
      SourcePlan plan = TableSource.plan(HERE, Map.of(), snapshots);
      Connection holder = snapshots.of(Database.of(HERE, Path.of(""))).connection();
      try (Statement statement = holder.createStatement();
          ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
        row.next();
        ReadRows.select("select pg_terminate_backend(%d, 5000)".formatted(row.getInt(1)));
      }
      for (String runner : List.of("direct", "flink")) {
        RuntimeException failure =
            assertThrows(RuntimeException.class, () -> ReadRows.run(runner, List.of(plan)));
        assertThat(
            sentence(failure),
            equalTo(
                "source here: the snapshot that all workers read is gone: the database restarted or"
                    + " ended the connection that held it, or a pooler sends connections to several"
                    + " servers; name the server itself in sources.here.url and run the same command"
                    + " again"));
      }
    }
  }

  @Test
  void whoAltersATableDoesNotHangTheRead() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    Future<?> altered;
    try (Snapshots snapshots = Snapshots.open()) {
      SourcePlan plan = TableSource.plan(HERE, Map.of(), snapshots);
      altered =
          other.submit(() -> TestPostgres.execute("alter table moves.here add column more text"));
      while (ReadRows.select("select 1 from pg_locks where not granted").isEmpty()) {
        Thread.sleep(20);
      }
      RuntimeException failure =
          assertThrows(RuntimeException.class, () -> ReadRows.run("direct", List.of(plan)));
      assertThat(sqlState(failure), equalTo("55P03"));
    }
    altered.get();
    other.shutdown();
    TestPostgres.execute("alter table moves.here drop column more");
  }

  @Test
  void anIngestThatNobodyWaitsForIsRefused(@TempDir Path folder) throws IOException {
    Workshop workshop = Workshop.in(folder);
    Policy policy =
        workshop.read(
            """
            dataset: test
            store: ./store
            masking: {key_file: ./key}
            sources:
              - {name: db, kind: postgres, preset: helpem, url: "%s", user: postgres}
            """
                .formatted(TestPostgres.url()));
    IngestRun ingest = IngestRun.of(policy, folder, Workshop.execution("flink", 1));
    Refusal refusal = assertThrows(Refusal.class, ingest::submit);
    assertThat(
        refusal.getMessage(),
        equalTo(
            "the source db is read in a snapshot of its database that lasts as long as the command:"
                + " leave out --detach, and detach the build instead"));
  }

  private static Callable<Integer> moveUntil(AtomicBoolean done) {
    return () -> {
      int moves = 0;
      try (Connection connection = TestPostgres.connect();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        for (; !done.get(); moves++) {
          String from = moves % 2 == 0 ? "here" : "there";
          String to = moves % 2 == 0 ? "there" : "here";
          statement.execute(
              "with gone as (delete from moves.%s where id %% 5 < 3 returning *) insert into moves.%s select * from gone"
                  .formatted(from, to));
          connection.commit();
        }
      }
      return moves;
    };
  }

  private static String sentence(Throwable thrown) {
    return thrown instanceof SourceException ? thrown.getMessage() : sentence(thrown.getCause());
  }

  private static String sqlState(Throwable thrown) {
    return thrown instanceof SQLException e ? e.getSQLState() : sqlState(thrown.getCause());
  }
}
