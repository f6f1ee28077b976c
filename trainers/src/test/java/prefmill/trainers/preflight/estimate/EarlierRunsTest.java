package prefmill.trainers.preflight.estimate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static prefmill.trainers.registry.Fixtures.adapter;
import static prefmill.trainers.registry.Fixtures.hash;
import static prefmill.trainers.registry.Fixtures.version;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import prefmill.trainers.jobs.JobRequest;
import prefmill.trainers.jobs.Jobs;
import prefmill.trainers.jobs.LeasedJob;
import prefmill.trainers.jobs.Progress;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.TestDatabase;
import prefmill.trainers.registry.entry.RegisteredDataset;

/** A pace is of one trainer, one base model, one place. */
class EarlierRunsTest {
  private final Registry registry = TestDatabase.create().registry();
  private final Jobs jobs = Jobs.of(registry);
  private final RegisteredDataset dataset = registry.datasets().register(version(1, 'a'));

  @Test
  void whatIsFastAtOnePlaceSaysNothingOfAnother() {
    run('1', "local", 100);
    run('2', "ssh gpu-1", 5000);

    assertThat(pace("local"), is(Optional.of(Pace.measured(100, 1))));
    assertThat(pace("ssh gpu-1"), is(Optional.of(Pace.measured(5000, 1))));
    assertThat(pace("local, cuda"), is(Optional.empty()));
  }

  @Test
  void aJobThatIsTriedAgainElsewhereCountsThere() {
    jobs.refuse(jobs.validate(jobs.request(request('1', "local")).id()).id(), "not now");
    run('1', "ssh gpu-1", 5000);

    assertThat(pace("local"), is(Optional.empty()));
    assertThat(pace("ssh gpu-1"), is(Optional.of(Pace.measured(5000, 1))));
    jobs.request(request('1', "local"));
    assertThat("what is done is done", pace("local"), is(Optional.empty()));
  }

  private Optional<Pace> pace(String place) {
    return EarlierRuns.of(registry).pace("trl", "tiny", place);
  }

  private void run(char plan, String place, double tokensPerSecond) {
    var id = jobs.request(request(plan, place)).id();
    jobs.validate(id);
    jobs.queue(id);
    LeasedJob attempt = jobs.take(id, "worker", Duration.ofMinutes(5)).orElseThrow();
    attempt.progress(
        List.of(
            new Progress(
                1,
                1,
                1,
                0.69,
                OptionalDouble.empty(),
                1e-4,
                100,
                tokensPerSecond,
                0,
                OptionalDouble.empty())));
    attempt.succeed(adapter(plan));
  }

  private JobRequest request(char plan, String place) {
    return new JobRequest(
        "support", dataset, hash(plan), place, "trl", "dpo", "tiny", Map.of(), "tester");
  }
}
