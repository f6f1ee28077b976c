package prefmill.trainers.registry.live;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static prefmill.trainers.registry.Fixtures.adapter;
import static prefmill.trainers.registry.Fixtures.hash;
import static prefmill.trainers.registry.Fixtures.request;
import static prefmill.trainers.registry.Fixtures.version;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import prefmill.trainers.jobs.Jobs;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.TestDatabase;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.entry.RegisteredDataset;

/** Decisions that look at the same test rows, each a look of its own. */
class LooksTest {
  private final Registry registry = TestDatabase.create().registry();
  private final Evaluations evaluations = Evaluations.of(registry);

  @Test
  void looksAreCountedOverAllNamesAndNoTwoAreTheSame() throws Exception {
    RegisteredDataset dataset = registry.datasets().register(version(1, 'a'));
    RegisteredAdapter one = train(dataset, '1', "support");
    RegisteredAdapter other = train(dataset, '2', "another");
    assertThat(one.name(), is(not(other.name())));
    List<Integer> looks = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (RegisteredAdapter adapter : List.of(one, other, one, other)) {
      Thread thread = new Thread(() -> look(adapter, looks));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(looks, contains(1, 2, 3, 4));
  }

  private void look(RegisteredAdapter adapter, List<Integer> looks) {
    evaluations.look(
        hash('f'),
        hash('a'),
        look -> {
          looks.add(look);
          return evaluation(adapter, look);
        });
  }

  private static Evaluation evaluation(RegisteredAdapter adapter, int look) {
    return new Evaluation(
        adapter.id(),
        Optional.empty(),
        hash('a'),
        adapter.adapterSha256(),
        Optional.of(look),
        "test",
        10,
        Optional.of(5L),
        Map.of(),
        Evaluation.Decision.REFUSED,
        "0.1.0",
        new Provenance(
            adapter.adapterContentHash(),
            hash('f'),
            adapter.baseModelSha256(),
            adapter.baseModelSha256(),
            hash('e'),
            Map.of("alpha", 0.05),
            Optional.empty()));
  }

  private RegisteredAdapter train(RegisteredDataset dataset, char plan, String name) {
    Jobs jobs = Jobs.of(registry);
    UUID job = jobs.request(request(dataset, plan, name)).id();
    jobs.validate(job);
    jobs.queue(job);
    return jobs.take(job, "w", Duration.ofMinutes(1)).orElseThrow().succeed(adapter(plan));
  }
}
