package prefmill.runners.docs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.policy.template.PolicyTemplate;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainingPlan;

/** What `init` shows as a trainer's defaults are the trainer's defaults. */
class TemplateDefaultsTest {
  @Test
  void theHyperparametersShownChangeNothing() throws Exception {
    String training =
        PolicyTemplate.of("native").replaceAll("(?m)^# ((training|  [a-z_]+): *.*)$", "$1");
    Map<String, Object> shown =
        Policy.of(training, Path.of("/policies")).training().orElseThrow().hyperparameters();
    assertThat(shown, aMapWithSize(3));
    for (Method method : new Method[] {Method.DPO, Method.KTO}) {
      assertThat(TrainingPlan.of(method, shown), is(TrainingPlan.of(method)));
    }
    TrainingPlan sft = TrainingPlan.of(Method.SFT);
    assertThat(sft.epochs(), is(2));
    assertThat(sft.learningRate(), is(2.0e-4));
  }
}
