package prefmill.trainers.registry;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static prefmill.trainers.registry.Fixtures.adapter;
import static prefmill.trainers.registry.Fixtures.version;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.trainers.jobs.JobRequest;
import prefmill.trainers.jobs.Jobs;
import prefmill.trainers.registry.entry.RegisteredDataset;

/** The database itself refuses what would make the record untrue, whatever client asks. */
class ConstraintsTest {
  private static final String NEW_JOB =
      """
      insert into prefmill.fine_tuning_jobs (name, dataset_id, dataset_content_hash, plan_hash,
        trainer, method, base_model, created_by, status)
      select 'other', id, content_hash, repeat('5', 64), 'djl', 'dpo', 'tiny', 'me', '%s'
      from prefmill.training_datasets
      """;

  private static final TestDatabase DATABASE = TestDatabase.create();

  private static Jobs jobs;
  private static RegisteredDataset dataset;
  private static int plans;

  private final Jdbi sql = DATABASE.sql();
  private UUID job;

  @BeforeAll
  static void fillWithOneAdapter() {
    Registry registry = DATABASE.registry();
    dataset = registry.datasets().register(version(1, 'a'));
    jobs = Jobs.of(registry);
    UUID done = newJob();
    jobs.validate(done);
    jobs.queue(done);
    jobs.take(done, "worker", Duration.ofMinutes(5)).orElseThrow().succeed(adapter('c'));
  }

  @BeforeEach
  void askForAnother() {
    job = newJob();
  }

  @ParameterizedTest
  @CsvSource({
    "pending, queued", "pending, running", "pending, succeeded", "pending, lost",
    "validating, running", "validating, pending", "queued, succeeded", "queued, validating",
    "running, queued", "running, pending", "cancelling, running", "lost, running",
    "failed, running", "cancelled, queued"
  })
  void refusesIllegalMoves(String from, String to) {
    bring(from);
    assertThat(refusal(move(to)), containsString("no move from %s to %s".formatted(from, to)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"queued", "running", "succeeded"})
  void refusesJobsThatBeginInTheMiddle(String status) {
    assertThat(refusal(NEW_JOB.formatted(status)), containsString("begins pending"));
  }

  @Test
  void refusesFencesThatGoBackOrJump() {
    bring("running");
    String set = "update prefmill.fine_tuning_jobs set fence = %d where id = '%s'";
    assertThat(refusal(set.formatted(0, job)), containsString("fence"));
    assertThat(refusal(set.formatted(2, job)), containsString("fence"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "update prefmill.fine_tuning_jobs set error_message = 'x' where status = 'succeeded' | is final",
        "update prefmill.fine_tuning_jobs set plan_hash = repeat('7', 64) | plan_hash",
        "update prefmill.fine_tuning_jobs set status = 'failed' where status = 'pending' | violates check",
        "update prefmill.training_datasets set content_hash = repeat('7', 64) | content_hash",
        "update prefmill.training_datasets set status = 'gone' | status_check",
        "update prefmill.training_datasets set quality_score = 2 | quality_score",
        "update prefmill.model_registry set adapter_sha256 = repeat('7', 64) | adapter_sha256",
        "update prefmill.model_registry set version = '9.0.0' | version",
        "update prefmill.model_registry set status = 'live' | status_check",
        "update prefmill.model_registry set status = 'deployed' | violates check",
        "delete from prefmill.model_registry | keeps its history",
        "delete from prefmill.training_datasets | keeps its history",
        "delete from prefmill.fine_tuning_jobs | keeps its history",
        "truncate prefmill.model_registry cascade | keeps its history",
        "update prefmill.job_transitions set to_status = 'x' | keeps its history",
        "delete from prefmill.job_transitions | keeps its history",
        "update prefmill.job_moves set to_status = 'succeeded' | keeps its history",
        "delete from prefmill.job_moves | keeps its history",
        "truncate prefmill.job_moves | keeps its history",
        "update prefmill.training_progress set loss = 0 | keeps its history",
        "delete from prefmill.training_progress | keeps its history",
        "truncate prefmill.training_progress | keeps its history",
        "truncate prefmill.alias_events | keeps its history",
        "delete from prefmill.alias_events | keeps its history",
        "update prefmill.evaluations set decision = 'passed' | keeps its history",
        "update prefmill.audit_log set actor = 'x' | keeps its history",
        "delete from prefmill.audit_log | keeps its history",
        "truncate prefmill.audit_log | keeps its history"
      })
  void refuses(String statement, String because) {
    assertThat(refusal(statement), containsString(because));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.2", "01.2.3", "v1.2.3", "1.2.3-rc1", ""})
  void refusesVersionsThatAreNone(String version) {
    String insert =
        """
        insert into prefmill.model_registry (name, version, base_model, base_model_sha256, method,
          fine_tuning_job_id, dataset_content_hash, adapter_uri, adapter_sha256, adapter_format)
        select name, '%s', base_model, base_model_sha256, method, '%s', dataset_content_hash,
          adapter_uri, adapter_sha256, adapter_format from prefmill.model_registry
        """;
    assertThat(refusal(insert.formatted(version, job)), containsString("version_check"));
  }

  @Test
  void refusesASecondAdapterOfOneJobAndOneWithOtherData() {
    String insert =
        """
        insert into prefmill.model_registry (name, version, base_model, base_model_sha256, method,
          fine_tuning_job_id, dataset_content_hash, adapter_uri, adapter_sha256, adapter_format)
        select name, '7.0.0', base_model, base_model_sha256, method, %s, %s,
          adapter_uri, adapter_sha256, adapter_format from prefmill.model_registry
        """;
    assertThat(
        refusal(insert.formatted("fine_tuning_job_id", "dataset_content_hash")),
        containsString("fine_tuning_job_id_key"));
    assertThat(
        refusal(insert.formatted("'" + job + "'", "repeat('9', 64)")),
        containsString("foreign key"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'deployed', now() | begins in testing",
        "'canary', null | begins in testing",
        "'testing', now() | begins in testing",
        "'testing', null | has not succeeded with adapter support@7.0.0"
      })
  void refusesAdaptersThatNoJobEndedWithOrThatBeginLive(String status, String because) {
    bring("running");
    String insert =
        """
        insert into prefmill.model_registry (name, version, base_model, base_model_sha256, method,
          fine_tuning_job_id, dataset_content_hash, adapter_uri, adapter_sha256, adapter_format,
          status, deployed_at)
        select name, '7.0.0', base_model, base_model_sha256, method, '%s', dataset_content_hash,
          adapter_uri, adapter_sha256, adapter_format, %s from prefmill.model_registry
        """;
    assertThat(refusal(insert.formatted(job, status)), containsString(because));
  }

  @Test
  void refusesAJobThatEndsWithTheAdapterOfAnother() {
    bring("running");
    String succeed =
        """
        update prefmill.fine_tuning_jobs set status = 'succeeded',
          resulting_model_id = (select id from prefmill.model_registry) where id = '%s'
        """;
    assertThat(refusal(succeed.formatted(job)), containsString("resulting_model_is_own"));
  }

  @Test
  void taintedAdapterStaysTainted() {
    sql.useHandle(
        handle -> {
          handle.begin();
          handle.execute("update prefmill.model_registry set status = 'tainted'");
          JdbiException refusal =
              assertThrows(
                  JdbiException.class,
                  () -> handle.execute("update prefmill.model_registry set status = 'testing'"));
          assertThat(refusal.getMessage(), containsString("tainted for good"));
          handle.rollback();
        });
  }

  private static UUID newJob() {
    String plan = "%064x".formatted(plans++);
    return jobs.request(
            new JobRequest("support", dataset, plan, "djl", "dpo", "tiny", Map.of(), "tester"))
        .id();
  }

  private void bring(String status) {
    String path =
        switch (status) {
          case "pending" -> "";
          case "validating" -> "validating";
          case "queued" -> "validating queued";
          case "running" -> "validating queued running";
          case "cancelling" -> "validating queued running cancelling";
          case "lost" -> "validating queued running lost";
          case "failed" -> "failed";
          case "cancelled" -> "cancelled";
          default -> throw new IllegalArgumentException(status);
        };
    for (String step : path.split(" ", 0)) {
      if (!step.isEmpty()) {
        int rows = sql.withHandle(handle -> handle.execute(move(step)));
        assertThat(rows, is(1));
      }
    }
  }

  private String move(String to) {
    String more =
        switch (to) {
          case "running" -> ", fence = fence + 1, lease_holder = 'me', lease_until = now()";
          case "failed" -> ", error_message = 'broken'";
          default -> "";
        };
    return "update prefmill.fine_tuning_jobs set status = '%s'%s where id = '%s'"
        .formatted(to, more, job);
  }

  private String refusal(String statement) {
    return assertThrows(
            JdbiException.class, () -> sql.useHandle(handle -> handle.execute(statement)))
        .getMessage();
  }
}
