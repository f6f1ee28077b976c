package prefmill.trainers.djl;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.trainers.training.StepReport;

/** What shows only after many steps: memory that grows, memory that is freed too early. */
class LongRunTest {
  private static final long SLACK_MB = 24;

  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void writeModel() throws Exception {
    model = folder.resolve("model");
    TrainingProcess.writeModel(model);
  }

  @Test
  void memoryIsFlat() throws Exception {
    assertFlat(TrainingProcess.run(model, folder.resolve("out"), 200, -1, 0));
  }

  @Test
  @Tag("soak")
  void memoryIsFlatOverFiveHundredSteps() throws Exception {
    assertFlat(TrainingProcess.run(model, folder.resolve("out"), 500, -1, 0));
  }

  @Test
  void aGarbageCollectorThatNeverRestsChangesNoLoss() throws Exception {
    List<StepReport> undisturbed = train("undisturbed");
    AtomicBoolean over = new AtomicBoolean();
    Thread collector =
        new Thread(
            () -> {
              while (!over.get()) {
                System.gc();
              }
            });
    collector.start();
    try {
      assertThat(train("disturbed"), is(undisturbed));
    } finally {
      over.set(true);
      collector.join();
    }
  }

  private List<StepReport> train(String name) throws Exception {
    List<StepReport> reports = new ArrayList<>();
    DjlTrainer.of().train(TrainingProcess.run(model, folder.resolve(name), 20), reports::add);
    return reports;
  }

  /** The first half may still fill caches and compile. */
  private static void assertFlat(List<Long> megabytes) {
    assumeTrue(TrainingProcess.tellsMemory(), "not run: only Linux tells a process's memory");
    int half = megabytes.size() / 2;
    long before = megabytes.subList(half - 10, half).stream().max(Long::compare).orElseThrow();
    long after = megabytes.get(megabytes.size() - 1);
    assertThat(megabytes.toString(), after - before, lessThan(SLACK_MB));
  }
}
