package prefmill.trainers.djl;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThan;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prefmill.trainers.TestFiles;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.djl.engine.EngineSession;
import prefmill.trainers.djl.model.CausalModel;
import prefmill.trainers.djl.model.LoraParameters;
import prefmill.trainers.djl.model.ModelScale;
import prefmill.trainers.djl.objective.Learner;
import prefmill.trainers.djl.objective.Objective;
import prefmill.trainers.djl.objective.ScoredPass;
import prefmill.trainers.huggingface.ChatTokenizer;
import prefmill.trainers.safetensors.FloatTensor;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainingPlan;

/**
 * The slope of each loss along the gradients of every third factor, measured by central
 * differences, is the gradient's length. The rows are two in which KTO's divergence, which has no
 * gradient, is 0.
 */
class FiniteDifferenceTest {
  private static final List<Integer> ROWS = List.of(0, 1);
  private static final double STEP = 1e-2;

  @ParameterizedTest
  @CsvSource({
    "SFT, sigmoid, 0",
    "KTO, sigmoid, 0",
    "DPO, sigmoid, 0",
    "DPO, sigmoid, 0.2",
    "DPO, robust, 0.2",
    "DPO, ipo, 0"
  })
  void theSlopeIsTheGradientsLength(Method method, String loss, double smoothing) throws Exception {
    TrainingPlan plan =
        TrainingPlan.of(
            method,
            new TreeMap<>(
                Map.of("rank", 4, "alpha", 8, "loss_type", loss, "label_smoothing", smoothing)));
    try (EngineSession session = EngineSession.open();
        ChatTokenizer tokenizer = ChatTokenizer.open(TestFiles.parity("model"));
        CausalModel model =
            CausalModel.load(session.manager(), TestFiles.parity("model"), ModelScale.of(plan))) {
      SortedMap<String, FloatTensor> start =
          PeftAdapter.read(TestFiles.parity("initial_adapter")).tensors();
      Slopes slopes = new Slopes(session.manager(), model, tokenizer, plan);
      List<float[]> gradients = slopes.gradients(start);
      List<String> names = List.copyOf(slopes.names(start));
      double longest = gradients.stream().mapToDouble(Slopes::length).max().orElseThrow();
      assertThat(longest, greaterThan(1e-3));
      for (int i = 0; i < gradients.size(); i += 3) {
        double length = Slopes.length(gradients.get(i));
        double up = slopes.loss(moved(start, names.get(i), gradients.get(i), STEP / length));
        double down = slopes.loss(moved(start, names.get(i), gradients.get(i), -STEP / length));
        double slope = (up - down) / (2 * STEP);
        assertThat(names.get(i), slope, closeTo(length, 2e-3 * longest));
      }
    }
  }

  private static SortedMap<String, FloatTensor> moved(
      SortedMap<String, FloatTensor> from, String name, float[] direction, double by) {
    float[] numbers = from.get(name).toArray();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] += (float) (by * direction[i]);
    }
    SortedMap<String, FloatTensor> moved = new TreeMap<>(from);
    moved.put(name, new FloatTensor(from.get(name).shape(), FloatBuffer.wrap(numbers)));
    return moved;
  }

  private record Slopes(
      PtNDManager manager, CausalModel model, ChatTokenizer tokenizer, TrainingPlan plan) {
    double loss(SortedMap<String, FloatTensor> adapter) throws IOException, InterruptedException {
      try (PtNDManager scope = (PtNDManager) manager.newSubManager()) {
        return pass(scope, adapter).gradient().loss();
      }
    }

    List<float[]> gradients(SortedMap<String, FloatTensor> adapter)
        throws IOException, InterruptedException {
      try (PtNDManager scope = (PtNDManager) manager.newSubManager()) {
        List<float[]> copies = new ArrayList<>();
        for (NDArray gradient : pass(scope, adapter).gradient().gradients()) {
          copies.add(gradient.toFloatArray());
        }
        return copies;
      }
    }

    List<String> names(SortedMap<String, FloatTensor> adapter) {
      try (PtNDManager scope = (PtNDManager) manager.newSubManager()) {
        return LoraParameters.of(scope, model.config(), 4, adapter).names();
      }
    }

    private ScoredPass pass(PtNDManager scope, SortedMap<String, FloatTensor> adapter)
        throws IOException, InterruptedException {
      LoraParameters lora = LoraParameters.of(scope, model.config(), 4, adapter);
      Objective objective =
          DjlTrainer.objective(
              new Learner(model, lora, tokenizer, plan), ParityRun.examples(plan.method(), 2, 4));
      return objective.pass(scope, ROWS, (double) (objective.share(0) + objective.share(1)));
    }

    static double length(float[] numbers) {
      double sum = 0;
      for (float number : numbers) {
        sum += (double) number * number;
      }
      return Math.sqrt(sum);
    }
  }
}
