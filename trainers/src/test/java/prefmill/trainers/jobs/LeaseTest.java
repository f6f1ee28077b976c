package prefmill.trainers.jobs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static prefmill.trainers.registry.Fixtures.adapter;
import static prefmill.trainers.registry.Fixtures.request;
import static prefmill.trainers.registry.Fixtures.version;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.TestDatabase;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.entry.RegisteredDataset;

class LeaseTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final TestDatabase database = TestDatabase.create();
  private final Registry registry = database.registry();
  private final Jobs jobs = Jobs.of(registry);
  private final RegisteredDataset dataset = registry.datasets().register(version(1, 'a'));

  @Test
  void ofManyWorkersOneTakesTheJob() throws Exception {
    UUID id = queued('1');
    List<Optional<LeasedJob>> taken = atOnce(8, () -> jobs.take(id, "worker", LONG));
    assertThat(taken.stream().filter(Optional::isPresent).count(), is(1L));
  }

  @Test
  void jobsOfOneNameThatEndAtOnceTakeOneVersionEach() throws Exception {
    List<LeasedJob> attempts = new ArrayList<>();
    for (char plan : "12345678".toCharArray()) {
      attempts.add(jobs.take(queued(plan), "worker", LONG).orElseThrow());
    }
    BlockingQueue<LeasedJob> queue = new LinkedBlockingQueue<>(attempts);
    List<RegisteredAdapter> adapters = atOnce(8, () -> queue.remove().succeed(adapter('c')));
    assertThat(
        adapters.stream().map(RegisteredAdapter::version).sorted().toList(),
        contains("0.1.0", "0.2.0", "0.3.0", "0.4.0", "0.5.0", "0.6.0", "0.7.0", "0.8.0"));
  }

  @Test
  void manyHandingInOneAttemptGetOneAdapter() throws Exception {
    LeasedJob attempt = jobs.take(queued('1'), "worker", LONG).orElseThrow();
    List<Boolean> won =
        atOnce(
            4,
            () -> {
              try {
                return attempt.succeed(adapter('c')).modelId().equals("support@0.1.0");
              } catch (StaleLeaseException e) {
                return false;
              }
            });
    assertThat(won.stream().filter(w -> w).count(), is(1L));
    assertThat(registry.adapters().list().size(), is(1));
  }

  @Test
  void staleWorkerChangesNothing() {
    LeasedJob stopped = jobs.take(queued('1'), "first", LONG).orElseThrow();
    runOut(stopped.id());
    assertRefused(stopped);

    assertThat(jobs.request(request(dataset, '1')).status(), is(JobStatus.QUEUED));
    LeasedJob second = jobs.take(stopped.id(), "second", LONG).orElseThrow();
    assertRefused(stopped);
    assertThat(second.heartbeat(), is(JobStatus.RUNNING));
    assertThat(second.fence(), is(stopped.fence() + 1));
    second.succeed(adapter('d'));
    assertRefused(stopped);
    assertThat(registry.adapters().list().get(0).adapterSha256(), is("d".repeat(64)));
    assertThat(registry.adapters().list().size(), is(1));
  }

  @Test
  void jobWithALeaseThatHoldsIsNotLost() {
    LeasedJob attempt = jobs.take(queued('1'), "first", LONG).orElseThrow();
    assertThat(jobs.markLost(), is(0));
    assertThat(jobs.request(request(dataset, '1')).status(), is(JobStatus.RUNNING));
    attempt.succeed(adapter('c'));
  }

  @Test
  void jobOfADeadWorkerIsLost() {
    LeasedJob attempt = jobs.take(queued('1'), "first", LONG).orElseThrow();
    runOut(attempt.id());
    assertThat(jobs.markLost(), is(1));
    assertThat(jobs.find(attempt.id()).orElseThrow().status(), is(JobStatus.LOST));
    assertThat(jobs.markLost(), is(0));
  }

  @Test
  void heartbeatsOutliveTheLease() throws Exception {
    LeasedJob attempt = jobs.take(queued('1'), "first", Duration.ofMillis(1500)).orElseThrow();
    BlockingQueue<JobStatus> told = new LinkedBlockingQueue<>();
    try (Heartbeats unused = Heartbeats.start(attempt, told::add)) {
      assertThat(told.poll(2500, TimeUnit.MILLISECONDS) == null, is(true));
      assertThat(jobs.markLost(), is(0));
      runOut(attempt.id());
      assertThat(told.poll(10, TimeUnit.SECONDS), is(JobStatus.LOST));
    }
  }

  @Test
  void heartbeatsPassOnThatTheJobIsCancelled() throws Exception {
    LeasedJob attempt = jobs.take(queued('1'), "first", Duration.ofMillis(1500)).orElseThrow();
    BlockingQueue<JobStatus> told = new LinkedBlockingQueue<>();
    try (Heartbeats unused = Heartbeats.start(attempt, told::add)) {
      jobs.cancel(attempt.id());
      assertThat(told.poll(10, TimeUnit.SECONDS), is(JobStatus.CANCELLING));
    }
  }

  @Test
  void aRegistryThatNeverAnswersEndsTheHold() throws Exception {
    LeasedJob attempt = jobs.take(queued('1'), "first", Duration.ofMillis(1500)).orElseThrow();
    BlockingQueue<JobStatus> told = new LinkedBlockingQueue<>();
    database
        .sql()
        .useTransaction(
            handle -> {
              handle.execute("lock table prefmill.fine_tuning_jobs in access exclusive mode");
              try (Heartbeats unused = Heartbeats.start(attempt, told::add)) {
                assertThat(told.poll(10, TimeUnit.SECONDS), is(JobStatus.LOST));
              }
            });
    assertThat(told.isEmpty(), is(true));
  }

  private void assertRefused(LeasedJob attempt) {
    assertThrows(StaleLeaseException.class, attempt::heartbeat);
    assertThrows(StaleLeaseException.class, () -> attempt.succeed(adapter('c')));
    assertThrows(StaleLeaseException.class, () -> attempt.fail("no reason"));
    assertThrows(StaleLeaseException.class, attempt::cancelled);
    Progress step =
        new Progress(0, 1, 0, 1, OptionalDouble.empty(), 0, 0, 0, 0, OptionalDouble.empty());
    assertThrows(StaleLeaseException.class, () -> attempt.progress(List.of(step)));
  }

  private UUID queued(char plan) {
    UUID id = jobs.request(request(dataset, plan)).id();
    jobs.validate(id);
    return jobs.queue(id).id();
  }

  private void runOut(UUID id) {
    database
        .sql()
        .useHandle(
            handle ->
                handle.execute(
                    "update prefmill.fine_tuning_jobs set lease_until = now() - interval '1 s' where id = ?",
                    id));
  }

  private static <T> List<T> atOnce(int workers, Callable<T> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : pool.invokeAll(Collections.nCopies(workers, work))) {
        results.add(result.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }
}
