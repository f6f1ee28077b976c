package prefmill.trainers.jobs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static prefmill.trainers.registry.Fixtures.adapter;
import static prefmill.trainers.registry.Fixtures.request;
import static prefmill.trainers.registry.Fixtures.version;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import prefmill.trainers.jobs.history.JobAttempt;
import prefmill.trainers.jobs.history.JobHistory;
import prefmill.trainers.jobs.history.JobStep;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.TestDatabase;
import prefmill.trainers.registry.entry.RegisteredDataset;

/** What attempts cost and when they were, by the database's clock. */
class JobHistoryTest {
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final OptionalDouble RATE = OptionalDouble.of(3600);

  private final TestDatabase database = TestDatabase.create();
  private final Registry registry = database.registry();
  private final Jobs jobs = Jobs.of(registry);
  private final JobHistory history = JobHistory.of(registry);
  private final RegisteredDataset dataset = registry.datasets().register(version(1, 'a'));

  @Test
  void everyAttemptIsChargedHoweverItEnds() {
    LeasedJob failed = taken('1');
    began(failed, "10 s");
    failed.fail("the disk is full");
    assertThat(cost(failed.id()), closeTo(10, 1));

    jobs.request(request(dataset, '1'));
    LeasedJob cancelled = taken('1');
    began(cancelled, "20 s");
    jobs.cancel(cancelled.id());
    cancelled.cancelled();
    assertThat(cost(failed.id()), closeTo(30, 2));

    jobs.request(request(dataset, '1'));
    LeasedJob lost = taken('1');
    began(lost, "100 s");
    sql(
        "update prefmill.fine_tuning_jobs set heartbeat_at = clock_timestamp() - interval '60 s',"
            + " lease_until = clock_timestamp() - interval '40 s' where status = 'running'");
    jobs.markLost();
    assertThat(cost(failed.id()), closeTo(70, 3));

    jobs.request(request(dataset, '1'));
    LeasedJob last = taken('1');
    began(last, "5 s");
    last.succeed(adapter('c'));
    assertThat(cost(failed.id()), closeTo(75, 4));
    assertThat(history.spentThisMonth(), closeTo(75, 4));
    assertThat(
        history.attempts(last.id()).stream().map(JobAttempt::fence).toList(),
        contains(1L, 2L, 3L, 4L));
  }

  @Test
  void earlierMonthsAreNotCounted() {
    LeasedJob attempt = taken('1');
    attempt.fail("no");
    sql("update prefmill.job_attempts set cost = 7");
    assertThat(history.spentThisMonth(), is(7.0));
    sql(
        "update prefmill.job_attempts set ended_at = date_trunc('month', now(), 'UTC') - interval '1 s'");
    assertThat(history.spentThisMonth(), is(0.0));
  }

  @Test
  void whatRunsIsCountedToItsLastHeartbeat() {
    LeasedJob running = taken('1');
    began(running, "40 s");
    running.heartbeat();
    assertThat(history.spentThisMonth(), closeTo(40, 2));
    sql("update prefmill.fine_tuning_jobs set heartbeat_at = heartbeat_at - interval '15 s'");
    assertThat(history.spentThisMonth(), closeTo(25, 2));
  }

  @Test
  void nameWaitsForAsManyDaysAsAreAsked() {
    assertThat(history.waiting("support", 30), is(Optional.empty()));
    LeasedJob attempt = taken('1');
    attempt.succeed(adapter('c'));
    assertThat(history.waiting("support", 0), is(Optional.empty()));
    assertThat(history.waiting("other", 7), is(Optional.empty()));
    assertThat(history.waiting("support", 7).orElseThrow().days(), is(7));
    began(attempt, "6 days");
    assertThat(history.waiting("support", 7).orElseThrow().days(), is(1));
    began(attempt, "7 days");
    assertThat(history.waiting("support", 7), is(Optional.empty()));
  }

  @Test
  void tellsStepsFolderAndMoves() {
    LeasedJob attempt = taken('1');
    attempt.folder(Path.of("adapters/attempts/x"));
    attempt.progress(List.of(step(1, OptionalDouble.empty()), step(2, OptionalDouble.of(0.6))));
    JobStep last = history.lastStep(attempt.id()).orElseThrow();
    assertThat(last.step(), is(2L));
    assertThat(last.evalLoss(), is(OptionalDouble.of(0.6)));
    assertThat(last.cost(), is(OptionalDouble.of(0.25)));
    assertThat(history.steps(attempt.id()).size(), is(2));
    assertThat(
        history.attempts(attempt.id()).get(0).folder(), is(Optional.of("adapters/attempts/x")));
    assertThat(history.transitions(attempt.id()).get(3).toStatus(), is("running"));
    String id = attempt.id().toString();
    assertThat(history.find(id.substring(0, 6)), is(List.of(attempt.id())));
    assertThat(history.find("no%"), is(List.of()));
  }

  private LeasedJob taken(char plan) {
    TrainingJob job = jobs.request(request(dataset, plan));
    jobs.validate(job.id());
    jobs.queue(job.id());
    return jobs.take(job.id(), "tester", LEASE, RATE).orElseThrow();
  }

  private double cost(UUID job) {
    return jobs.find(job).orElseThrow().actualCost().orElseThrow();
  }

  private void began(LeasedJob attempt, String ago) {
    sql(
        "update prefmill.job_attempts set began_at = clock_timestamp() - interval '%s' where fence = %d"
            .formatted(ago, attempt.fence()));
  }

  private void sql(String statement) {
    database.sql().useHandle(handle -> handle.execute(statement));
  }

  private static Progress step(long step, OptionalDouble evalLoss) {
    return new Progress(step, 2, 0.5, 0.69, evalLoss, 1e-4, 100, 50, 1, OptionalDouble.of(0.25));
  }
}
