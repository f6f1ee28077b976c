package prefmill.trainers.registry;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static prefmill.trainers.registry.Fixtures.version;

import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import prefmill.datasets.lineage.RowEvents;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Split;
import prefmill.trainers.registry.content.RowOrigins;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.entry.RegisteredDataset;

/** What happened stays in the record: each table, each way to unsay it. */
class AppendOnlyTest {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final Jdbi SQL = DATABASE.sql();

  @BeforeAll
  static void promoteAnAdapter() {
    Registry registry = DATABASE.registry();
    RegisteredDataset dataset = registry.datasets().register(version(1, 'a'));
    RowOrigins.of(registry)
        .enter(
            dataset, List.of(new RowEvents("r1", Config.PREFERENCE, Split.TRAIN, List.of("e1"))));
    RegisteredAdapter adapter = Fixtures.train(registry, dataset, '1');
    registry.datasets().register(version(2, 'b'));
    Fixtures.promote(SQL, null, adapter, Fixtures.evaluate(SQL, adapter, "passed"));
  }

  static Stream<Arguments> appendOnly() {
    return Stream.of(
            "evaluations set decision = 'refused'",
            "alias_events set actor = 'x'",
            "job_transitions set message = 'x'",
            "dataset_rows set event_ids = '{}'",
            "audit_log set actor = 'x'")
        .map(words -> words.split(" ", 2))
        .flatMap(
            words ->
                Stream.of(
                    Arguments.of(words[0], "update prefmill." + words[0] + " " + words[1]),
                    Arguments.of(words[0], "delete from prefmill." + words[0]),
                    Arguments.of(words[0], "truncate prefmill." + words[0] + " cascade")));
  }

  static Stream<Arguments> kept() {
    return Stream.of("training_datasets", "fine_tuning_jobs", "model_registry", "job_attempts")
        .flatMap(
            table ->
                Stream.of(
                    Arguments.of(table, "delete from prefmill." + table),
                    Arguments.of(table, "truncate prefmill." + table + " cascade")));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource({"appendOnly", "kept"})
  void refuses(String table, String statement) {
    String before = content(table);
    assertThat(Integer.valueOf(before.split(" ", 2)[0]), is(greaterThan(0)));
    JdbiException refusal =
        assertThrows(JdbiException.class, () -> SQL.useHandle(handle -> handle.execute(statement)));
    assertThat(refusal.getMessage(), containsString("keeps its history"));
    assertThat(content(table), is(before));
  }

  private static String content(String table) {
    return SQL.withHandle(
        handle ->
            handle
                .createQuery(
                    "select count(*) || ' ' || coalesce(string_agg(t::text, ' ' order by t::text), '') from prefmill."
                        + table
                        + " t")
                .mapTo(String.class)
                .one());
  }
}
