package prefmill.pipelines.source.table;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.SourcePlan;
import prefmill.pipelines.source.database.Heap;
import prefmill.pipelines.source.database.Snapshots;

/** A table that is cut into ranges gives each of its rows once, whatever its key. */
class RangesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "long    | bigint | g - 2000",
        "holes   | bigint | nullif(g % 4, 0) * g",
        "string  | text   | 'k' || nullif(g % 7, 0) * g",
        "uuids   | uuid   | gen_random_uuid()"
      })
  void everyRowIsReadOnce(String schema, String type, String key) throws SQLException {
    createScattered(schema, type, "");
    TestPostgres.execute(
        "insert into %s.own select %s, rpad('q' || g, 500), g from generate_series(1, 4000) g"
            .formatted(schema, key));
    assertThat(ranges(schema), hasSize(greaterThan(2)));
    assertReadOnce("flink", schema);
    TestPostgres.execute("delete from %1$s.own where n %% 3 = 0".formatted(schema));
    TestPostgres.execute("update %1$s.own set q = 'again' where n %% 5 = 0".formatted(schema));
    assertReadOnce("direct", schema);
  }

  @Test
  void partitionsAreCutTogether() throws SQLException {
    createScattered("parted", "int", "partition by range (n)");
    TestPostgres.execute(
        """
        create table parted.small partition of parted.own for values from (0) to (10);
        create table parted.large partition of parted.own for values from (10) to (100000)
          with (fillfactor = 10);
        create table parted.none partition of parted.own for values from (100000) to (200000);
        insert into parted.own select g, rpad('q' || g, 500), g from generate_series(1, 4000) g;
        """);
    assertThat(ranges("parted"), hasSize(greaterThan(2)));
    assertReadOnce("flink", "parted");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aSmallTableIsOneRange(int rows) throws SQLException {
    String schema = "small" + rows;
    createScattered(schema, "int", "");
    TestPostgres.execute(
        "insert into %s.own select null, 'q', g from generate_series(1, %d) g"
            .formatted(schema, rows));
    assertThat(ranges(schema), equalTo(List.of(List.of("(0,0)", "(4294967295,0)"))));
    assertReadOnce("flink", schema);
  }

  @Test
  void rangesMeetAndCoverAllBlocks() {
    List<List<String>> ranges = new Heap(List.of(1L), 10, 4 * (8L << 20)).ranges();
    assertThat(
        ranges,
        equalTo(
            List.of(
                List.of("(0,0)", "(3,0)"),
                List.of("(3,0)", "(6,0)"),
                List.of("(6,0)", "(9,0)"),
                List.of("(9,0)", "(4294967295,0)"))));
    assertThat(new Heap(List.of(1L), 1L << 31, 1L << 44).ranges(), hasSize(1_000));
    // many large values beside few blocks
    assertThat(new Heap(List.of(1L), 2, 1L << 30).ranges(), hasSize(2));
  }

  @Test
  void whatHasNoRowsOfItsOwnIsNoHeap() throws SQLException {
    TestPostgres.execute(
        """
        create schema foreigners;
        create table foreigners.own(id int, q text) partition by range (id);
        create view foreigners.seen as select * from foreigners.own;
        create table foreigners.near partition of foreigners.own for values from (0) to (9);
        """);
    assertThat(heap("foreigners", "own").relations(), hasSize(2));
    assertThat(heap("foreigners", "seen"), is(nullValue()));
    TestPostgres.execute(
        """
        create foreign data wrapper nothing;
        create server elsewhere foreign data wrapper nothing;
        create foreign table foreigners.far partition of foreigners.own
          for values from (9) to (99) server elsewhere;
        """);
    assertThat(heap("foreigners", "far"), is(nullValue()));
    assertThat(heap("foreigners", "own"), is(nullValue()));
  }

  @Test
  void aTableWithRightsOnColumnsOnlyIsReadByPosition() {
    TestPostgres.execute(
        """
        create schema clerks;
        create table clerks.own(id int, q text);
        insert into clerks.own values (1, 'q'), (2, 'q');
        create role clerk login;
        grant usage on schema clerks to clerk;
        grant select (id, q) on clerks.own to clerk;
        """);
    SourcePolicy source = TableSource.own("clerks", "own", "id", "clerk");
    try (Snapshots snapshots = Snapshots.open()) {
      SourcePlan plan = TableSource.plan(source, Map.of(), snapshots);
      assertThat(TablePosition.parse(plan.positions().get("own")).max(), is("2"));
      ReadRows.assertRows(
          "flink", List.of(plan), List.of("{\"id\":1,\"q\":\"q\"}", "{\"id\":2,\"q\":\"q\"}"));
    }
  }

  private static void assertReadOnce(String runner, String schema) {
    SourcePolicy source = TableSource.own(schema, "own", "n");
    try (Snapshots snapshots = Snapshots.open()) {
      ReadRows.assertRows(
          runner,
          List.of(TableSource.plan(source, Map.of(), snapshots)),
          ReadRows.select("select row_to_json(o)::text from %s.own o".formatted(schema)));
    }
  }

  /** A table with few rows in each of many blocks. */
  private static void createScattered(String schema, String type, String partitions) {
    TestPostgres.execute(
        "create schema %1$s; create table %1$s.own(id %2$s, q text, n int) %3$s"
            .formatted(schema, type, partitions.isEmpty() ? "with (fillfactor = 10)" : partitions));
  }

  private static List<List<String>> ranges(String schema) throws SQLException {
    return heap(schema, "own").ranges();
  }

  private static Heap heap(String schema, String table) throws SQLException {
    try (Connection connection = TestPostgres.connect()) {
      return Heap.find(connection, schema, table);
    }
  }
}
