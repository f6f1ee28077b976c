package prefmill.trainers.places.kubernetes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.trainers.SamplePairs;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.environment.TestEnvironments;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.external.ExternalTrainer;
import prefmill.trainers.tiny.TinyModel;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.Progress;
import prefmill.trainers.training.TrainedAdapter;
import prefmill.trainers.training.TrainingPlan;
import prefmill.trainers.training.TrainingRun;

/** Whole trainings with the real libraries in the Pods of a stand-in for a cluster. */
@Tag("python")
class KubernetesTrainingTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final TrainingPlan LONG = TrainingPlan.of(Method.SFT).withPace(8, 4, 2e-3);

  @TempDir Path folder;
  private Path model;
  private StandInCluster cluster;

  @BeforeEach
  void begin() throws Exception {
    model = folder.resolve("model");
    TinyModel.write(model, SamplePairs.texts(SamplePairs.of(60, 1)), 7);
    cluster =
        StandInCluster.of(folder.resolve("cluster"), System.getProperty("prefmill.python.mlx"));
  }

  @AfterEach
  void end() {
    cluster.close();
  }

  @Test
  void makesTheSameAdapterAsHereAlsoWhenItIsCancelledOnTheWay() throws Exception {
    TrainedAdapter here =
        ExternalTrainer.of(TestEnvironments.of(folder.resolve("env"), ExternalBackend.MLX))
            .train(run("here"), step -> {});
    List<Integer> steps = new ArrayList<>();
    TrainedAdapter there = train("there", step -> steps.add(step.step()));
    assertThat(there.sha256(), is(here.sha256()));
    assertThat(
        "each step is told once",
        steps,
        is(Stream.iterate(1, n -> n + 1).limit(there.steps()).toList()));
    assertThat(Files.exists(there.folder().resolve("events.jsonl")), is(true));
    assertNothingIsLeft();

    Instant[] cancelled = new Instant[1];
    assertThrows(
        InterruptedException.class,
        () ->
            train(
                "resumed",
                step -> {
                  if (step.step() == 15) {
                    cancelled[0] = Instant.now();
                    Thread.currentThread().interrupt();
                  }
                }));
    assertThat(Duration.between(cancelled[0], Instant.now()).toSeconds(), is(lessThan(10L)));
    assertThat(cluster.objects(), is(empty()));
    assertThat(cluster.processes(), is(empty()));

    steps.clear();
    TrainedAdapter resumed = train("resumed", step -> steps.add(step.step()));
    assertThat(steps.get(0), is(greaterThan(14)));
    assertThat(resumed.sha256(), is(here.sha256()));
    assertNothingIsLeft();
  }

  private void assertNothingIsLeft() throws Exception {
    assertThat(cluster.objects(), is(empty()));
    assertThat(cluster.claim("runs"), is(empty()));
  }

  private TrainedAdapter train(String name, Progress progress) throws Exception {
    return ExternalTrainer.of(ExternalBackend.MLX, cluster.place(PATIENCE))
        .train(run(name), progress);
  }

  private TrainingRun run(String name) {
    return new TrainingRun(
        name,
        model,
        "base",
        new TrainingExamples.Demonstrations(SamplePairs.chats(SamplePairs.of(42, 1))),
        LONG,
        Optional.empty(),
        folder.resolve(name));
  }
}
