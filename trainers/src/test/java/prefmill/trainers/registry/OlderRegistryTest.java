package prefmill.trainers.registry;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** A registry of an earlier version keeps its rows, and its record stays whole. */
class OlderRegistryTest {
  private static final String FILLED =
      """
      insert into prefmill.training_datasets (name, version, dataset_type, sample_count, export_url, content_hash)
        values ('support', 1, 'dpo', 3, 'x', repeat('a', 64));
      insert into prefmill.rlhf_feedback
        select id, 'e1', null, 'q', 'r', 'thumb', 'up', null, null from prefmill.training_datasets;
      insert into prefmill.fine_tuning_jobs (name, dataset_id, dataset_content_hash, plan_hash, trainer,
          method, base_model, created_by)
        select 'support', id, content_hash, repeat('b', 64), 'djl', 'dpo', 'tiny', 'me'
        from prefmill.training_datasets;
      update prefmill.fine_tuning_jobs set status = 'validating';
      update prefmill.fine_tuning_jobs set status = 'queued';
      update prefmill.fine_tuning_jobs set status = 'running', fence = 1, lease_until = now(), lease_holder = 'me';
      insert into prefmill.model_registry (name, version, base_model, base_model_sha256, method,
          fine_tuning_job_id, dataset_content_hash, adapter_uri, adapter_sha256, adapter_format)
        select name, '0.1.0', base_model, repeat('c', 64), method, id, dataset_content_hash, 'here',
          repeat('d', 64), 'peft' from prefmill.fine_tuning_jobs;
      update prefmill.fine_tuning_jobs j set status = 'succeeded', resulting_model_id = m.id
        from prefmill.model_registry m;
      insert into prefmill.evaluations (model_id, dataset_content_hash, adapter_sha256, split, row_count,
          metrics, decision, code_version)
        select id, dataset_content_hash, adapter_sha256, 'test', 9, '{}', 'passed', '0'
        from prefmill.model_registry;
      insert into prefmill.alias_events (alias, "to", actor, action, evidence)
        select 'prod', model_id, 'ann', 'promote', id from prefmill.evaluations;
      """;

  private final TestDatabase database = TestDatabase.create();
  private final Jdbi sql = database.sql();

  @Test
  void isWholeWhenItsEvidenceWasNotYetLogged() {
    isWholeFrom("8");
    assertThat(
        column("select action from prefmill.audit_log where action like '%adopt'"),
        contains("evaluations.adopt"));
  }

  @Test
  void isWholeWhenItsEvidenceWasLoggedWithoutItsTime() {
    isWholeFrom("9");
    assertThat(
        column("select action from prefmill.audit_log where action like '%adopt'"), is(empty()));
  }

  private void isWholeFrom(String version) {
    Flyway.configure()
        .dataSource(database.url(), null, null)
        .locations("classpath:prefmill/registry")
        .defaultSchema("prefmill")
        .schemas("prefmill")
        .target(version)
        .load()
        .migrate();
    sql.useHandle(handle -> handle.createScript(FILLED).execute());

    database.registry();
    assertThat(column("select problem from prefmill.audit_breaks"), is(empty()));
    assertThat(column("select model_id from prefmill.live_adapters"), contains("support@0.1.0"));
    assertThat(column("select feedback_value from prefmill.rlhf_feedback"), contains("up"));

    sql.useHandle(
        handle -> {
          handle.execute(
              """
              alter table prefmill.evaluations disable trigger all,
                drop constraint evidence_is_named, drop constraint decision_is_a_look
              """);
          handle.execute("update prefmill.evaluations set row_count = 10");
          handle.execute("alter table prefmill.evaluations enable trigger all");
        });
    assertThat(
        column("select problem from prefmill.audit_breaks"),
        containsInAnyOrder("its row was altered"));
  }

  private List<String> column(String query) {
    return sql.withHandle(handle -> handle.createQuery(query).mapTo(String.class).list());
  }
}
