package prefmill.pipelines.policy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prefmill.pipelines.policy.schema.PolicySchema;

/** Every key of the schema reaches a component of a record, and every component has a key. */
class SchemaBindsTest {
  private static final JsonNode SCHEMA = PolicySchema.current().json();

  @ParameterizedTest
  @CsvSource({
    "/properties/masking, prefmill.pipelines.policy.MaskingPolicy",
    "/properties/sources/items, prefmill.pipelines.policy.SourcePolicy",
    "/properties/votes, prefmill.transforms.votes.VoteRules",
    "/properties/splits, prefmill.transforms.splits.SplitRules prefmill.transforms.splits.HeldOutRules",
    "/properties/categories/items, prefmill.transforms.categories.CategoryRule",
    "/properties/caps, prefmill.transforms.influence.Caps",
    "/properties/training, prefmill.pipelines.policy.training.TrainingPolicy",
    "/properties/training/properties/budget, prefmill.pipelines.policy.training.BudgetPolicy",
    "/properties/training/properties/ssh, prefmill.pipelines.policy.training.SshPolicy",
    "/properties/training/properties/kubernetes, prefmill.pipelines.policy.training.KubernetesPolicy",
    "/properties/training/properties/evaluation, prefmill.pipelines.policy.training.EvaluationPolicy",
    "/properties/training/properties/evaluation/properties/judge, prefmill.pipelines.policy.training.JudgePolicy",
    "/properties/report, prefmill.pipelines.policy.report.ReportPolicy",
    "/properties/report/properties/targets, prefmill.transforms.figures.alert.Targets",
    "/properties/report/properties/spike, prefmill.transforms.figures.alert.SpikeRule",
    "/properties/report/properties/new_action, prefmill.transforms.figures.alert.NewActionRule",
    "/properties/report/properties/sinks/items, prefmill.pipelines.policy.report.SinkPolicy",
    "/properties/registry, prefmill.pipelines.policy.RegistryPolicy"
  })
  void keysAreComponents(String pointer, String types) throws ClassNotFoundException {
    SnakeCaseStrategy snake = new SnakeCaseStrategy();
    Set<String> components = new TreeSet<>();
    for (String type : types.split(" ", -1)) {
      for (RecordComponent component : Class.forName(type).getRecordComponents()) {
        components.add(snake.translate(component.getName()));
      }
    }

    assertThat(keys(SCHEMA.at(pointer)), is(components));
  }

  @Test
  void everyExampleIsValidAndBinds() throws Exception {
    StringBuilder yaml = new StringBuilder();
    for (Map.Entry<String, JsonNode> key : SCHEMA.path("properties").properties()) {
      if (!key.getValue().path("examples").isEmpty()) {
        yaml.append(key.getKey()).append(": ");
        yaml.append(key.getValue().at("/examples/0").asText()).append('\n');
      }
    }
    for (String section : Set.of("pairs", "votes", "splits", "training", "report", "registry")) {
      yaml.append(section).append(":\n");
      for (Map.Entry<String, JsonNode> key :
          SCHEMA.path("properties").path(section).path("properties").properties()) {
        yaml.append("  ").append(key.getKey()).append(": ");
        yaml.append(key.getValue().at("/examples/0").asText()).append('\n');
      }
    }

    String elsewhere = yaml.toString().replaceAll("  trainer: \\w+", "  trainer: trl");
    Policy policy = Policy.of(without("kubernetes", elsewhere), Path.of("/policies"));
    Policy cluster = Policy.of(without("ssh", elsewhere), Path.of("/policies"));

    assertThat(policy.training().orElseThrow().ssh().orElseThrow().host(), is("gpu-1"));
    assertThat(cluster.training().orElseThrow().kubernetes().orElseThrow().cpus(), is(4));
    assertThat(policy.caps().perPerson(), is(5));
    assertThat(policy.quality().off().contains("repetition"), is(true));
    assertThat(policy.training().orElseThrow().hyperparameters().get("rank"), is(8));
  }

  private static String without(String place, String yaml) {
    return yaml.replaceAll("  " + place + ": .*\n", "");
  }

  @Test
  void everyKeyIsDescribed() {
    described("", SCHEMA);
  }

  private static void described(String path, JsonNode part) {
    for (Map.Entry<String, JsonNode> key : part.path("properties").properties()) {
      String place = path + "/" + key.getKey();
      assertThat(place, key.getValue().path("description").asText().endsWith("."), is(true));
      described(place, key.getValue());
      described(place, key.getValue().path("items"));
    }
  }

  private static Set<String> keys(JsonNode part) {
    Set<String> keys = new TreeSet<>();
    part.path("properties").fieldNames().forEachRemaining(keys::add);
    return keys;
  }
}
