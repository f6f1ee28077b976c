package prefmill.pipelines.source.table;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.SourcePlan;
import prefmill.pipelines.source.database.Snapshots;

/** No row is lost for being committed late, and none is read twice for nothing. */
class LateCommitTest {
  private Snapshots held = Snapshots.open();

  @AfterEach
  void letGo() {
    held.close();
  }

  @ParameterizedTest
  @CsvSource({
    "late_plain, '', commit",
    "late_savepoint, savepoint s, commit",
    "late_prepared, '', commit prepared 'late'"
  })
  void aRowCommittedAfterTheReadIsInTheNext(String schema, String before, String end)
      throws SQLException {
    table(schema);
    SourcePolicy source = TableSource.own(schema, "own", "id");
    try (Connection late = TestPostgres.connect();
        Statement statement = late.createStatement()) {
      late.setAutoCommit(false);
      statement.execute("select pg_current_xact_id()");
      statement.execute(before);
      statement.execute("insert into %s.own values (5, 'late')".formatted(schema));
      if (end.contains("prepared")) {
        statement.execute("prepare transaction 'late'");
        late.setAutoCommit(true);
      }
      TestPostgres.execute(
          "insert into %s.own select g, 'on time' from generate_series(10, 9000) g"
              .formatted(schema));
      SourcePlan first = plan(source, Map.of());
      ReadRows.assertRows("direct", List.of(first), rows(schema, "id <> 5"));

      statement.execute(end);

      SourcePlan next = plan(source, first.positions());
      // and those that were committed while it was under way, as nobody knows which they were
      ReadRows.assertRows("direct", List.of(next), rows(schema, "id >= 5"));
      assertThat(plan(source, next.positions()).isEmpty(), is(true));
    }
  }

  @Test
  void aTransactionThatDoesNotEndMakesNothingNew() throws SQLException {
    table("open");
    SourcePolicy source = TableSource.own("open", "own", "id");
    try (Connection busy = TestPostgres.connect();
        Statement statement = busy.createStatement()) {
      busy.setAutoCommit(false);
      statement.execute("select pg_current_xact_id()");
      TestPostgres.execute("insert into open.own values (5, 'on time')");
      SourcePlan first = plan(source, Map.of());
      assertThat(plan(source, first.positions()).isEmpty(), is(true));

      TestPostgres.execute("insert into open.own values (6, 'on time')");
      SourcePlan next = plan(source, first.positions());
      ReadRows.assertRows("direct", List.of(next), rows("open", "id >= 5"));
    }
  }

  @Test
  void frozenRowsAreNotNew() {
    table("frozen");
    SourcePolicy source = TableSource.own("frozen", "own", "id");
    SourcePlan first = plan(source, Map.of());
    held.close();
    TestPostgres.execute("insert into frozen.own values (5, 'on time')");
    TestPostgres.execute("vacuum (freeze) frozen.own");
    ReadRows.assertRows(
        "direct", List.of(plan(source, first.positions())), rows("frozen", "id = 5"));
  }

  @Test
  void rowsOfAPartitionThatIsAttachedLaterAreNew() {
    TestPostgres.execute(
        """
        create schema attached;
        create table attached.own(id int, q text) partition by range (id);
        create table attached.low partition of attached.own for values from (0) to (100);
        insert into attached.own values (1, 'q');
        create table attached.high(id int, q text);
        insert into attached.high values (101, 'q'), (102, 'q');
        """);
    SourcePolicy source = TableSource.own("attached", "own", "id");
    SourcePlan first = plan(source, Map.of());
    ReadRows.assertRows("direct", List.of(first), rows("attached", "id = 1"));
    held.close();
    TestPostgres.execute(
        "alter table attached.own attach partition attached.high for values from (100) to (200)");
    SourcePlan next = plan(source, first.positions());
    ReadRows.assertRows("direct", List.of(next), rows("attached", "id > 100"));
    assertThat(plan(source, next.positions()).isEmpty(), is(true));
  }

  @Test
  void whatAnotherServerCountedIsReadOnceMore() {
    table("moved");
    SourcePolicy source = TableSource.own("moved", "own", "id");
    SourcePlan first = plan(source, Map.of());
    assertThat(plan(source, first.positions()).isEmpty(), is(true));

    TablePosition here = TablePosition.parse(first.positions().get("own"));
    String[] origin = here.origin().split("/", -1);
    assertThat(origin.length, is(3));
    String failedOver = origin[0] + "/00000009/" + origin[2];
    TablePosition there =
        new TablePosition(
            null, null, here.checksum(), here.snapshot(), failedOver, here.relations());
    ReadRows.assertRows(
        "direct", List.of(plan(source, Map.of("own", there.json()))), rows("moved", "true"));
    String before = "{\"column\":\"id\",\"max\":\"3\",\"checksum\":\"3:7\"}";
    assertThat(plan(source, Map.of("own", before)).isEmpty(), is(false));
  }

  @Test
  void aTableMadeAnewIsReadAnew() {
    table("anew");
    SourcePolicy source = TableSource.own("anew", "own", "id");
    SourcePlan first = plan(source, Map.of());
    assertThat(plan(source, first.positions()).isEmpty(), is(true));
    held.close();
    TestPostgres.execute("drop schema anew cascade");
    table("anew");
    SourcePlan next = plan(source, first.positions());
    assertThat(next.isEmpty(), is(false));
    ReadRows.assertRows("direct", List.of(next), rows("anew", "true"));
  }

  /** A plan in a snapshot of its own, which is let go with the next. */
  private SourcePlan plan(SourcePolicy source, Map<String, String> last) {
    held.close();
    held = Snapshots.open();
    return TableSource.plan(source, last, held);
  }

  private static void table(String schema) {
    TestPostgres.execute(
        """
        create schema %1$s;
        create table %1$s.own(id int primary key, q text);
        insert into %1$s.own values (1, 'q'), (2, null), (3, 'q');
        """
            .formatted(schema));
  }

  private static List<String> rows(String schema, String condition) {
    return ReadRows.select(
        "select row_to_json(o)::text from %s.own o where %s".formatted(schema, condition));
  }
}
