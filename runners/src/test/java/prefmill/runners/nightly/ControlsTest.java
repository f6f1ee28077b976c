package prefmill.runners.nightly;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.runners.evaluation.GateEvaluation;
import prefmill.runners.evaluation.PlantedAdapter;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.runners.project.VersionReference;
import prefmill.runners.training.PlannedTraining;
import prefmill.runners.training.VersionRecord;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.entry.RegisteredDataset;
import prefmill.trainers.registry.live.Evaluation.Decision;
import prefmill.trainers.registry.live.Evaluations;

/** Adapters that must not pass, through the gate as a nightly run asks it. */
class ControlsTest {
  private static final String LEARNS =
      "min_new_rows: 1, hyperparameters: {epochs: 2, learning_rate: 5.0e-3, batch_size: 4}";

  @TempDir private Path temporary;

  @Test
  void neitherShuffledLabelsNorTheBaseModelItselfPass() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.shuffled(temporary, 150);
    folder.policy(LEARNS);
    Invocation trained = folder.command("nightly", "--runner", "direct");
    assertThat(trained.err(), trained.exitCode(), is(0));
    JsonNode shuffled = folder.command("registry", "show").json();
    assertThat(shuffled.path("evaluation").path("decision").asText(), is("refused"));

    Project project = Project.load(folder.policy());
    try (OpenRegistry open = OpenRegistry.of(project)) {
      Registry registry = open.registry();
      var version = VersionReference.parse("test@1").find(project);
      PlannedTraining planned =
          PlannedTraining.of(project.policy().training().orElseThrow(), version);
      RegisteredDataset dataset = VersionRecord.of(project).enter(registry, version);
      RegisteredAdapter idle =
          PlantedAdapter.register(
              registry, planned, dataset, shuffled.path("adapter_uri").asText());
      GateEvaluation.of(registry, project, version).decide(planned, idle, project.alias());

      Evaluations.Decided decided = Evaluations.of(registry).newest(idle.id()).orElseThrow();
      assertThat(decided.decision(), is(Decision.REFUSED));
      assertThat(decided.metrics().get("length_controlled_accuracy"), is(0.5));
      assertThat(decided.metrics().get("preference_accuracy"), is(0.5));
      assertThat(((Number) decided.metrics().get("kl_to_base")).doubleValue(), is(0.0));
      assertThat(
          decided.metrics().get("chosen_loss"), is(decided.metrics().get("baseline_chosen_loss")));
    }
  }

  @Test
  void aSupervisedAdapterIsDecidedByDemonstrationsWhereThereAreNoPairs() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.liked(temporary, 150);
    folder.policy(
        "method: sft, min_new_rows: 1, evaluation: {min_persons: 20, canaries: [never planted 1]},"
            + " hyperparameters: {epochs: 3, learning_rate: 5.0e-3, batch_size: 4}");
    Invocation trained = folder.command("nightly", "--runner", "direct");
    assertThat(trained.err(), trained.exitCode(), is(0));
    JsonNode evaluation = folder.command("registry", "show").json().path("evaluation");
    JsonNode metrics = evaluation.path("metrics");
    assertThat(metrics.path("pairs").asInt(), is(0));
    assertThat(metrics.path("decided_by").asText(), is("demonstrations"));
    assertThat(metrics.toString(), evaluation.path("decision").asText(), is("passed"));
    assertThat(
        metrics.path("loss").asDouble(), is(lessThan(metrics.path("baseline_loss").asDouble())));
    assertThat(metrics.path("leak_replay").path("canaries").asInt(), is(1));
    assertThat(metrics.path("leak_replay").path("canaries_in_rows").asInt(), is(0));
    assertThat(metrics.path("categories").size(), is(greaterThan(0)));
    assertThat(folder.say("registry", "show").out(), containsString("decided_by: demonstrations"));
  }
}
