package prefmill.trainers.training;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import prefmill.trainers.training.TrainingPlan.LossType;
import prefmill.trainers.training.TrainingPlan.Schedule;

class TrainingPlanTest {
  @ParameterizedTest
  @EnumSource(Method.class)
  void everyValueGoesThroughItsName(Method method) {
    TrainingPlan plan =
        new TrainingPlan(
            method,
            new LoraPlan(3, 5),
            7,
            11,
            2,
            0.5,
            Schedule.CONSTANT,
            13,
            0.25,
            2.5,
            0.75,
            method == Method.DPO ? LossType.ROBUST : LossType.SIGMOID,
            method == Method.DPO ? 0.125 : 0,
            99,
            false,
            true,
            1L << 40,
            17);
    assertThat(TrainingPlan.of(method, plan.hyperparameters()), is(plan));
    assertThat(TrainingPlan.of(method, Map.of()), is(TrainingPlan.of(method)));
    assertThat(plan.withSeed(3).seed(), is(3L));
    assertThat(plan.withPace(1, 2, 3).withPace(7, 11, 0.5), is(plan));
  }

  @Test
  void namesEveryFaultAtOnce() {
    IllegalArgumentException wrong =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                TrainingPlan.of(
                    Method.DPO,
                    Map.of(
                        "batch_size",
                        0,
                        "learning_rate",
                        Double.NaN,
                        "weight_decay",
                        1,
                        "loss_type",
                        "ipo",
                        "label_smoothing",
                        0.1)));
    assertThat(
        wrong.getMessage(),
        allOf(
            containsString("batch_size must be at least 1"),
            containsString("label_smoothing has no meaning for loss_type ipo"),
            containsString("learning_rate must be a number above 0"),
            containsString("weight_decay must lie in [0, 1)")));
  }

  @ParameterizedTest
  @CsvSource({"SFT, loss_type, ipo", "KTO, loss_type, robust", "KTO, label_smoothing, 0.1"})
  void refusesALossOfPairsForOtherRows(Method method, String name, String value) {
    Object given = name.equals("loss_type") ? value : (Object) Double.valueOf(value);
    IllegalArgumentException wrong =
        assertThrows(
            IllegalArgumentException.class, () -> TrainingPlan.of(method, Map.of(name, given)));
    assertThat(
        wrong.getMessage(),
        containsString("loss_type and label_smoothing have no meaning for " + method.label()));
  }

  @Test
  void refusesABatchWithoutAnotherAnswerForKto() {
    IllegalArgumentException wrong =
        assertThrows(
            IllegalArgumentException.class,
            () -> TrainingPlan.of(Method.KTO, Map.of("batch_size", 1)));
    assertThat(wrong.getMessage(), containsString("batch_size must be at least 2"));
  }

  @ParameterizedTest
  @CsvSource({
    "rang, 8",
    "rank, many",
    "epochs, 1.5",
    "schedule, cosine",
    "loss_type, hinge",
    "shuffle, maybe"
  })
  void refusesWhatItDoesNotKnow(String name, String value) {
    Object given = value.equals("1.5") ? 1.5 : value;
    IllegalArgumentException wrong =
        assertThrows(
            IllegalArgumentException.class, () -> TrainingPlan.of(Method.DPO, Map.of(name, given)));
    assertThat(wrong.getMessage(), containsString(name));
  }

  /** Values of transformers' get_linear_schedule_with_warmup(2, 10) and its constant twin. */
  @ParameterizedTest
  @CsvSource({
    "LINEAR, 1, 0",
    "LINEAR, 2, 0.5",
    "LINEAR, 3, 1",
    "LINEAR, 4, 0.875",
    "LINEAR, 10, 0.125",
    "CONSTANT, 1, 0",
    "CONSTANT, 2, 0.5",
    "CONSTANT, 3, 1",
    "CONSTANT, 10, 1"
  })
  void schedulesMoveAsThoseOfTransformers(Schedule schedule, int step, double rate) {
    assertThat(schedule.rate(4, step, 10, 2), closeTo(4 * rate, 1e-12));
  }
}
