package prefmill.trainers.preflight;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prefmill.trainers.environment.TrainerEnvironment;
import prefmill.trainers.external.ExternalTrainer;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainingException;
import prefmill.trainers.training.TrainingPlan;
import prefmill.trainers.training.TrainingRun;

/** What a preflight says of losses that a trainer would take for others. */
class LossPreflightTest {
  private static final PreflightLimits LIMITS = new PreflightLimits(0.05, 6, Optional.empty());

  @TempDir Path model;

  @BeforeEach
  void writeModel() throws IOException {
    SampleRows.writeModel(model);
  }

  /** TRL 1.16 takes label_smoothing and computes the plain sigmoid loss. */
  @ParameterizedTest
  @CsvSource({
    "DJL, sigmoid, 0.1, false",
    "TRL, sigmoid, 0.1, true",
    "TRL, robust, 0.1, false",
    "TRL, ipo, 0, false",
    "LLAMAFACTORY, sigmoid, 0, false",
    "LLAMAFACTORY, robust, 0, true",
    "LLAMAFACTORY, sigmoid, 0.1, true"
  })
  void aLossThatATrainerDropsIsRefused(
      TrainerTraits trainer, String type, double smoothing, boolean refused) throws Exception {
    TrainingPlan plan =
        TrainingPlan.of(Method.DPO, Map.of("loss_type", type, "label_smoothing", smoothing));
    PreflightReport report =
        Preflight.of(trainer, plan, model, LIMITS).check(SampleRows.pairs(10), Optional.empty());
    assertThat(
        report.findings().stream().map(Finding::rule).toList(),
        is(refused ? List.of("loss") : List.of()));
    if (refused) {
      TrainingRun run =
          new TrainingRun(
              "k",
              model,
              "base",
              SampleRows.pairs(10),
              plan,
              Optional.empty(),
              model.resolve("out"));
      ExternalTrainer real =
          ExternalTrainer.of(TrainerEnvironment.of(model, trainer.backend().orElseThrow()));
      assertThat(
          assertThrows(TrainingException.class, () -> real.train(run, step -> {})).getMessage(),
          is(report.refusal().orElseThrow()));
    }
  }
}
