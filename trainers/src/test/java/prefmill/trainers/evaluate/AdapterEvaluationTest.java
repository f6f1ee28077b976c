package prefmill.trainers.evaluate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.trainers.SamplePairs;
import prefmill.trainers.djl.DjlTrainer;
import prefmill.trainers.examples.DemonstrationExample;
import prefmill.trainers.examples.PreferenceExample;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.tiny.TinyModel;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainingPlan;
import prefmill.trainers.training.TrainingRun;

/** Whether training teaches what people prefer, and only if they prefer something. */
class AdapterEvaluationTest {
  private static final int TRAINED = 400;
  private static final int HELD_OUT = 400;

  @TempDir Path folder;

  @Test
  void anAdapterLearnsWhatPeoplePrefer() throws Exception {
    List<PreferenceExample> train = SamplePairs.of(TRAINED, 1);
    PreferenceMetrics metrics = trainAndMeasure(train, SamplePairs.of(HELD_OUT, 2));

    assertThat(metrics.pairs(), is(HELD_OUT));
    assertThat(metrics.accuracy(), allOf(greaterThan(0.75), lessThanOrEqualTo(0.92)));
    assertThat(metrics.meanMargin(), greaterThan(0.1));
  }

  @Test
  void fromLabelsThatMeanNothingItLearnsNothing() throws Exception {
    PreferenceMetrics metrics =
        trainAndMeasure(SamplePairs.shuffled(TRAINED, 1), SamplePairs.shuffled(1000, 2));

    assertThat(metrics.accuracy(), allOf(greaterThanOrEqualTo(0.45), lessThanOrEqualTo(0.55)));
    assertThat(metrics.meanMargin(), closeTo(0, 0.1));
  }

  @Test
  void supervisedTrainingLowersTheLossOnNewChats() throws Exception {
    List<DemonstrationExample> train = demonstrations(200, 1);
    Path model = model(SamplePairs.of(200, 1));
    Path adapter =
        train(
            model,
            new TrainingExamples.Demonstrations(train),
            TrainingPlan.of(Method.SFT).withPace(2, 8, 3e-3));
    List<DemonstrationExample> heldOut = new ArrayList<>(demonstrations(50, 2));
    heldOut.add(
        new DemonstrationExample("long", SamplePairs.answered("x ".repeat(2000)).chosen(), 1));

    try (AdapterEvaluation evaluation = AdapterEvaluation.open(model, adapter, 1024)) {
      List<DemonstrationScore> scores = evaluation.demonstrations(heldOut);
      assertThat(scores.get(0).rowId(), is("row0"));
      AnswerMetrics metrics =
          AnswerMetrics.of(scores.stream().map(DemonstrationScore::answer).toList());
      assertThat("the long one is left out", metrics.answers(), is(50));
      assertThat(metrics.loss(), lessThan(metrics.baseLoss() - 1));
      assertThat(metrics.divergence(), greaterThan(0.2));
      assertThat(metrics.perplexity(), closeTo(Math.exp(metrics.loss()), 1e-9));
    }
  }

  private PreferenceMetrics trainAndMeasure(
      List<PreferenceExample> train, List<PreferenceExample> heldOut) throws Exception {
    Path model = model(train);
    Path adapter =
        train(
            model,
            new TrainingExamples.Preferences(train),
            TrainingPlan.of(Method.DPO).withPace(2, 8, 1e-3));
    try (AdapterEvaluation evaluation = AdapterEvaluation.open(model, adapter, 1024)) {
      return PreferenceMetrics.of(evaluation.pairs(heldOut), 0.1);
    }
  }

  private Path model(List<PreferenceExample> corpus) throws IOException {
    Path model = folder.resolve("model");
    TinyModel.write(model, SamplePairs.texts(corpus), 7);
    return model;
  }

  private Path train(Path model, TrainingExamples examples, TrainingPlan plan) throws Exception {
    return DjlTrainer.of()
        .train(
            new TrainingRun(
                "k", model, "tiny", examples, plan, Optional.empty(), folder.resolve("adapter")),
            step -> {})
        .folder();
  }

  private static List<DemonstrationExample> demonstrations(int count, long seed) {
    return SamplePairs.of(count, seed).stream()
        .map(
            pair -> {
              List<Turn> chat = new ArrayList<>(pair.prompt());
              chat.addAll(pair.chosen());
              return new DemonstrationExample(pair.rowId(), chat, 1);
            })
        .toList();
  }
}
