package prefmill.trainers.registry;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static prefmill.trainers.registry.Fixtures.version;

import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.entry.RegisteredDataset;

/** The audit log and its tables check each other, both ways. */
class AuditBreaksTest {
  private static final String FIND =
      """
      select concat_ws(' | ', coalesce(id::text, '-'), action, problem)
      from prefmill.audit_breaks order by id nulls last, action
      """;

  private final TestDatabase database = TestDatabase.create();
  private final Jdbi sql = database.sql();

  /** Seven entries: the version, two adapters, two decisions, the promotion, its new status. */
  @BeforeEach
  void promoteOneOfTwoAdapters() {
    Registry registry = database.registry();
    RegisteredDataset dataset = registry.datasets().register(version(1, 'a'));
    RegisteredAdapter first = Fixtures.train(registry, dataset, '1');
    RegisteredAdapter second = Fixtures.train(registry, dataset, '2');
    Fixtures.evaluate(sql, second, "refused");
    Fixtures.promote(sql, null, first, Fixtures.evaluate(sql, first, "passed"));
    assertThat(breaks(), is(empty()));
    assertThat(entries(), is(7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "set actor = 'x' where id = 2 | 2 | model_registry.insert | the entry was altered, or the one before it is gone",
        "set at = at - interval '1 s' where id = 7 | 7 | model_registry.update | the entry was altered, or the one before it is gone",
      })
  void showsAlteredEntries(String change, String id, String action, String problem) {
    forge("audit_log", "update prefmill.audit_log " + change);
    assertThat(breaks(), contains(String.join(" | ", id, action, problem)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "evaluations | row_count = row_count + 1 where decision = 'passed' | 5",
        "evaluations | decision = 'passed' where decision = 'refused' | 4",
        "evaluations | created_at = created_at + interval '1 s' where decision = 'refused' | 4",
        "alias_events | at = at - interval '1 day' | 6",
        "alias_events | actor = 'somebody' | 6",
        "model_registry | adapter_sha256 = repeat('7', 64) where version = '0.2.0' | 3",
        "model_registry | hyperparameters = '{}' where version = '0.2.0' | 3",
        "model_registry | created_at = created_at - interval '1 s' where version = '0.2.0' | 3",
        "training_datasets | content_hash = repeat('7', 64) | 1",
        "training_datasets | sample_count = 1 | 1",
      })
  void showsAlteredRows(String table, String change, String id) {
    forge(table, "update prefmill.%s set %s".formatted(table, change));
    assertThat(breaks(), contains(id + " | " + table + ".insert | its row was altered"));
  }

  @Test
  void showsAStatusThatNobodyEntered() {
    forge(
        "model_registry",
        "update prefmill.model_registry set status = 'canary' where version = '0.2.0'");
    assertThat(
        breaks(),
        contains(
            "3 | model_registry.insert | the status is another than the newest that was entered"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "evaluations | decision = 'refused' | 4",
        "alias_events | true | 6",
        "model_registry | version = '0.2.0' | 3",
      })
  void showsRowsThatAreGone(String table, String which, String id) {
    forge(table, "delete from prefmill.%s where %s".formatted(table, which));
    assertThat(breaks(), contains(id + " | " + table + ".insert | its row is gone"));
  }

  @Test
  void showsRowsThatCameInBehindItsBack() {
    forge(
        "evaluations",
        """
        insert into prefmill.evaluations (model_id, dataset_content_hash, adapter_sha256, split,
          row_count, metrics, decision, code_version, adapter_content_hash, base_model_sha256,
          baseline_sha256, code_sha256, rules, rows_sha256, look)
        select model_id, dataset_content_hash, adapter_sha256, split, 9, metrics, 'passed', 'x',
          adapter_content_hash, base_model_sha256, baseline_sha256, code_sha256, rules, rows_sha256,
          look + 100
        from prefmill.evaluations where decision = 'refused'
        """);
    forge(
        "alias_events",
        """
        insert into prefmill.alias_events (alias, "to", actor, action, evidence)
        select 'other', model_id, 'x', 'promote', id from prefmill.evaluations where row_count = 9
        """);
    assertThat(
        breaks(),
        contains(
            "- | alias_events.insert | the row has no entry",
            "- | evaluations.insert | the row has no entry"));
  }

  @Test
  void showsAnEntryTakenFromTheMiddle() {
    forge("audit_log", "delete from prefmill.audit_log where id = 4");
    assertThat(
        breaks(),
        contains(
            "5 | evaluations.insert | the entry was altered, or the one before it is gone",
            "- | evaluations.insert | the row has no entry"));
  }

  @Test
  void showsThatTheNewestEntriesAreGone() {
    forge("audit_log", "delete from prefmill.audit_log where id = 7");
    assertThat(
        breaks(),
        contains(
            "2 | model_registry.insert | the status is another than the newest that was entered"));
    forge("audit_log", "delete from prefmill.audit_log where id = 6");
    assertThat(breaks(), hasItem("- | alias_events.insert | the row has no entry"));
  }

  @Test
  void showsThatTheWholeLogIsGone() {
    forge("audit_log", "delete from prefmill.audit_log");
    assertThat(
        breaks(),
        contains(
            "- | alias_events.insert | the row has no entry",
            "- | evaluations.insert | the row has no entry",
            "- | evaluations.insert | the row has no entry",
            "- | model_registry.insert | the row has no entry",
            "- | model_registry.insert | the row has no entry",
            "- | training_datasets.insert | the row has no entry"));
  }

  @Test
  void holdsInEveryTimeZone() {
    List<String> elsewhere =
        sql.withHandle(
            handle -> {
              handle.execute("set time zone 'Asia/Kathmandu'");
              return handle.createQuery(FIND).mapTo(String.class).list();
            });
    assertThat(elsewhere, is(empty()));
  }

  private List<String> breaks() {
    return sql.withHandle(handle -> handle.createQuery(FIND).mapTo(String.class).list());
  }

  private int entries() {
    return sql.withHandle(
        handle ->
            handle
                .createQuery("select count(*) from prefmill.audit_log")
                .mapTo(Integer.class)
                .one());
  }

  private void forge(String table, String statement) {
    sql.useHandle(
        handle -> {
          handle.execute("alter table prefmill." + table + " disable trigger all");
          handle.execute(statement);
          handle.execute("alter table prefmill." + table + " enable trigger all");
        });
  }
}
