package prefmill.trainers.djl;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.pytorch.engine.PtNDManager;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import prefmill.trainers.TestFiles;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.djl.engine.EngineSession;
import prefmill.trainers.djl.model.AdamW;
import prefmill.trainers.djl.model.CausalModel;
import prefmill.trainers.djl.model.LoraParameters;
import prefmill.trainers.djl.model.ModelScale;
import prefmill.trainers.djl.objective.DpoObjective;
import prefmill.trainers.djl.objective.KtoObjective;
import prefmill.trainers.djl.objective.Learner;
import prefmill.trainers.djl.objective.Objective;
import prefmill.trainers.djl.objective.ScoredPass;
import prefmill.trainers.djl.objective.SftObjective;
import prefmill.trainers.examples.PreferenceExample;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.huggingface.ChatTokenizer;
import prefmill.trainers.huggingface.TokenSequence;
import prefmill.trainers.safetensors.SafetensorsFile;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainingPlan;

/** What is computed before anything moves: log-probabilities and gradients, against plain torch. */
class FirstStepTest {
  private EngineSession session;
  private ChatTokenizer tokenizer;

  @BeforeEach
  void open() throws IOException {
    session = EngineSession.open();
    tokenizer = ChatTokenizer.open(TestFiles.parity("model"));
  }

  @AfterEach
  void close() {
    tokenizer.close();
    session.close();
  }

  @Test
  void logProbabilitiesAreThoseOfTheReference() throws IOException, InterruptedException {
    Learner learner = learner(Method.DPO);
    JsonNode want = TestFiles.json(TestFiles.parity("losses.json")).get("pairs");
    List<PreferenceExample> pairs =
        ((TrainingExamples.Preferences) ParityRun.examples(Method.DPO)).rows();
    for (int i = 0; i < pairs.size(); i++) {
      PreferenceExample pair = pairs.get(i);
      List<TokenSequence> both =
          tokenizer.answers(pair.prompt(), List.of(pair.chosen(), pair.rejected()));
      float[] policy = learner.model().logProbs(both, Optional.of(learner.lora()));
      float[] reference = learner.model().logProbs(both, Optional.empty());
      for (int side = 0; side < 2; side++) {
        assertThat(
            (double) policy[side], closeTo(want.get(i).get("policy").get(side).asDouble(), 1e-4));
        assertThat(
            (double) reference[side],
            closeTo(want.get(i).get("reference").get(side).asDouble(), 1e-4));
      }
    }
    learner.model().close();
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void gradientsAreThoseOfTheReference(Method method) throws IOException, InterruptedException {
    gradients(method, () -> {});
  }

  /** Memory that autograd reads but nobody owns would be overwritten here. */
  @Test
  void theGarbageCollectorChangesNothing() throws IOException, InterruptedException {
    for (int i = 0; i < 5; i++) {
      gradients(Method.DPO, System::gc);
    }
  }

  @Test
  void interruptEndsReferenceAndValidationBetweenTwoPasses() throws Exception {
    Learner learner = learner(Method.DPO);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> objective(learner));
    assertThat(Thread.interrupted(), is(false));
    Objective rows = objective(learner);

    AtomicInteger passes = new AtomicInteger();
    AdamW optimizer = learner.model().optimizer(learner.lora());
    TrainingLoop loop =
        TrainingLoop.of(learner.plan(), rows, optimizer, session.manager())
            .evaluating(Optional.of(stoppedOnItsWay(rows, passes)));
    assertThrows(InterruptedException.class, () -> loop.run(step -> {}));
    assertThat("of five passes", passes.get(), is(1));
    assertThat(Thread.interrupted(), is(false));
    learner.model().close();
  }

  /** The same rows, whose first pass hears of a stop. */
  private static Objective stoppedOnItsWay(Objective rows, AtomicInteger passes) {
    return (Objective)
        Proxy.newProxyInstance(
            Objective.class.getClassLoader(),
            new Class<?>[] {Objective.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("pass")) {
                passes.incrementAndGet();
                Thread.currentThread().interrupt();
              }
              return method.invoke(rows, arguments);
            });
  }

  private void gradients(Method method, Runnable between) throws IOException, InterruptedException {
    Learner learner = learner(method);
    Objective objective = objective(learner);
    assertThat(objective.rows(), is(10));
    between.run();
    try (PtNDManager scope = (PtNDManager) session.manager().newSubManager();
        SafetensorsFile want =
            SafetensorsFile.open(
                TestFiles.parity("step0_unclipped_grads_" + method.label() + ".safetensors"))) {
      double total = objective.share(0) + objective.share(1);
      ScoredPass pass = objective.pass(scope, List.of(0, 1), total);
      between.run();
      List<String> names = learner.lora().names();
      assertThat(names.size(), is(want.tensors().size()));
      for (int i = 0; i < names.size(); i++) {
        float[] ours = pass.gradient().gradients().get(i).toFloatArray();
        float[] theirs = want.floats(names.get(i)).toArray();
        double largest = 0;
        double difference = 0;
        for (int j = 0; j < theirs.length; j++) {
          largest = Math.max(largest, Math.abs(theirs[j]));
          difference = Math.max(difference, Math.abs(ours[j] - theirs[j]));
        }
        assertThat(names.get(i), difference / largest, lessThan(1e-5));
      }
    }
    learner.model().close();
  }

  private Learner learner(Method method) throws IOException {
    TrainingPlan plan = ParityRun.plan(method, 2, 1);
    PeftAdapter start = PeftAdapter.read(TestFiles.parity("initial_adapter"));
    CausalModel model =
        CausalModel.load(session.manager(), TestFiles.parity("model"), ModelScale.of(plan));
    LoraParameters lora =
        LoraParameters.of(session.manager(), model.config(), start.lora().rank(), start.tensors());
    return new Learner(model, lora, tokenizer, plan);
  }

  private static Objective objective(Learner learner) throws IOException, InterruptedException {
    TrainingExamples examples = ParityRun.examples(learner.plan().method());
    if (examples instanceof TrainingExamples.Preferences pairs) {
      return DpoObjective.of(learner, pairs.rows());
    }
    return examples instanceof TrainingExamples.Verdicts verdicts
        ? KtoObjective.of(learner, verdicts.rows())
        : SftObjective.of(learner, ((TrainingExamples.Demonstrations) examples).rows());
  }
}
