package prefmill.trainers.jobs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static prefmill.trainers.registry.Fixtures.adapter;
import static prefmill.trainers.registry.Fixtures.request;
import static prefmill.trainers.registry.Fixtures.version;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.TestDatabase;
import prefmill.trainers.registry.entry.AdapterStatus;
import prefmill.trainers.registry.entry.LastTraining;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.entry.RegisteredDataset;
import prefmill.trainers.registry.entry.TrainedAdapter;

class JobsTest {
  private static final Duration LEASE = Duration.ofMinutes(5);

  private final TestDatabase database = TestDatabase.create();
  private final Registry registry = database.registry();
  private final Jobs jobs = Jobs.of(registry);
  private final RegisteredDataset dataset = registry.datasets().register(version(1, 'a'));

  @Test
  void jobGoesFromRequestToAdapter() {
    LeasedJob attempt = taken(dataset, '1');
    attempt.progress(List.of(step(0), step(1)));
    RegisteredAdapter adapter = attempt.succeed(adapter('c'));

    assertThat(adapter.modelId(), is("support@0.1.0"));
    assertThat(adapter.status(), is(AdapterStatus.TESTING));
    assertThat(adapter.datasetContentHash(), is(dataset.contentHash()));
    assertThat(adapter.hyperparameters().get("beta"), is(0.1));
    TrainingJob job = jobs.find(attempt.id()).orElseThrow();
    assertThat(job.status(), is(JobStatus.SUCCEEDED));
    assertThat(job.resultingModelId(), is(Optional.of(adapter.id())));
    assertThat(job.trainingMetrics().get("loss"), is(0.5));
    assertThat(registry.adapters().find("support"), is(Optional.of(adapter)));
    assertThat(registry.adapters().find("support@0.1.0"), is(Optional.of(adapter)));
    assertThat(registry.adapters().find("support@0.2.0"), is(Optional.empty()));
    assertThat(
        transitions(attempt), contains("pending", "validating", "queued", "running", "succeeded"));
  }

  @Test
  void sameRequestIsTheSameJobAndEndsWithOneAdapter() {
    LeasedJob attempt = taken(dataset, '1');
    assertThat(jobs.request(request(dataset, '1')).id(), is(attempt.id()));
    attempt.succeed(adapter('c'));
    assertThat(jobs.request(request(dataset, '1')).status(), is(JobStatus.SUCCEEDED));
    assertThat(jobs.take(attempt.id(), "second", LEASE), is(Optional.empty()));
    assertThat(registry.adapters().list().size(), is(1));
  }

  @Test
  void sameContentUnderALaterVersionIsTheSameJob() {
    LeasedJob attempt = taken(dataset, '1');
    RegisteredDataset later = registry.datasets().register(version(2, 'a'));
    assertThat(jobs.request(request(later, '1')).id(), is(attempt.id()));
  }

  @Test
  void newestAdapterTellsWhatItWasTrainedOn() {
    taken(dataset, '1').succeed(adapter('c'));
    for (int version = 2; version <= 11; version++) {
      RegisteredDataset next =
          registry.datasets().register(version(version, Character.forDigit(version - 2, 10)));
      taken(next, '1').succeed(adapter('d'));
    }
    LastTraining last = registry.adapters().lastTrained("support").orElseThrow();
    assertThat(last.modelId(), is("support@0.11.0"));
    assertThat(last.datasetVersion(), is(11));
    assertThat(last.sampleCount(), is(100L));
    assertThat(last.rowCounts(), equalTo(dataset.rowCounts()));
    assertThat(registry.adapters().history("support").get(1).version(), is("0.10.0"));
    assertThat(registry.adapters().newest().size(), is(1));
    assertThat(registry.adapters().lastTrained("other"), is(Optional.empty()));
  }

  @Test
  void failedAndCancelledJobsAreTakenUpAgain() {
    LeasedJob attempt = taken(dataset, '1');
    attempt.fail("the disk is full");
    assertThat(
        jobs.find(attempt.id()).orElseThrow().errorMessage(), is(Optional.of("the disk is full")));
    assertThat(jobs.request(request(dataset, '1')).status(), is(JobStatus.PENDING));
    jobs.cancel(attempt.id());
    assertThat(jobs.request(request(dataset, '1')).status(), is(JobStatus.PENDING));
    LeasedJob second = taken(dataset, '1');
    assertThat(second.id(), is(attempt.id()));
    assertThat(second.fence(), is(2L));
  }

  @Test
  void runningJobIsAskedToStopAndCannotSucceed() {
    LeasedJob attempt = taken(dataset, '1');
    assertThat(attempt.heartbeat(), is(JobStatus.RUNNING));
    jobs.cancel(attempt.id());
    assertThat(attempt.heartbeat(), is(JobStatus.CANCELLING));
    assertThrows(StaleLeaseException.class, () -> attempt.succeed(adapter('c')));
    attempt.cancelled();
    assertThat(jobs.find(attempt.id()).orElseThrow().status(), is(JobStatus.CANCELLED));
    assertThat(registry.adapters().list(), is(List.of()));
  }

  @Test
  void tellsWhereItRunsAndUnderWhichName() {
    JobRequest here = request(dataset, '1');
    UUID id = jobs.request(elsewhere(here, "ssh")).id();
    assertThat(place(id), is("ssh -"));
    jobs.validate(id);
    jobs.queue(id);
    LeasedJob attempt = jobs.take(id, "worker", LEASE).orElseThrow();
    attempt.providersName("runs/17");
    jobs.request(here);
    assertThat("it runs on", place(id), is("ssh runs/17"));
    attempt.fail("broken");
    jobs.request(elsewhere(here, "ssh"));
    assertThat("asked for again", place(id), is("ssh runs/17"));
    jobs.request(here);
    assertThat(place(id), is("local -"));
    attempt.providersName("too late");
    assertThat(place(id), is("local -"));
  }

  @Test
  void adapterIsOfTheOrganizationThatItsVersionIsOf() {
    database
        .sql()
        .useHandle(h -> h.execute("update prefmill.training_datasets set organization = 'acme'"));
    taken(dataset, '1').succeed(adapter('c'));
    assertThat(text("select organization from prefmill.model_registry"), is("acme"));
  }

  private static JobRequest elsewhere(JobRequest request, String provider) {
    return new JobRequest(
        request.name(),
        request.dataset(),
        request.planHash(),
        provider,
        request.trainer(),
        request.method(),
        request.baseModel(),
        request.hyperparameters(),
        request.createdBy());
  }

  private String place(UUID job) {
    return text(
        "select provider || ' ' || coalesce(job_id, '-') from prefmill.fine_tuning_jobs where id = '%s'"
            .formatted(job));
  }

  private String text(String query) {
    return database.sql().withHandle(h -> h.createQuery(query).mapTo(String.class).one());
  }

  @Test
  void refusedJobKeepsTheReason() {
    TrainingJob job = jobs.request(request(dataset, '1'));
    jobs.validate(job.id());
    TrainingJob refused = jobs.refuse(job.id(), "fewer rows than the batch");
    assertThat(refused.status(), is(JobStatus.FAILED));
    assertThat(refused.errorMessage(), is(Optional.of("fewer rows than the batch")));
    assertThat(jobs.list(), contains(refused));
  }

  @Test
  void repeatedMovesChangeNothing() {
    TrainingJob job = jobs.request(request(dataset, '1'));
    jobs.validate(job.id());
    assertThat(jobs.validate(job.id()).status(), is(JobStatus.VALIDATING));
    jobs.queue(job.id());
    assertThat(jobs.validate(job.id()).status(), is(JobStatus.QUEUED));
  }

  @Test
  void unknownAdapterFormatEndsNothing() {
    LeasedJob attempt = taken(dataset, '1');
    TrainedAdapter pickle =
        new TrainedAdapter(
            "b".repeat(64),
            "9".repeat(64),
            "adapters/x",
            "c".repeat(64),
            "d".repeat(64),
            "pickle",
            Map.of(),
            Map.of());
    Exception refusal = assertThrows(RuntimeException.class, () -> attempt.succeed(pickle));
    assertThat(refusal.getMessage(), containsString("adapter_format"));
    assertThat(attempt.heartbeat(), is(JobStatus.RUNNING));
  }

  private LeasedJob taken(RegisteredDataset on, char plan) {
    TrainingJob job = jobs.request(request(on, plan));
    jobs.validate(job.id());
    jobs.queue(job.id());
    return jobs.take(job.id(), "first", LEASE).orElseThrow();
  }

  private List<String> transitions(LeasedJob attempt) {
    return database
        .sql()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select to_status from prefmill.job_transitions where job_id = :id order by id")
                    .bind("id", attempt.id())
                    .mapTo(String.class)
                    .list());
  }

  private static Progress step(long step) {
    return new Progress(
        step, 2, 0.5, 0.69, OptionalDouble.empty(), 1e-4, 100, 50, 1, OptionalDouble.of(0.25));
  }
}
