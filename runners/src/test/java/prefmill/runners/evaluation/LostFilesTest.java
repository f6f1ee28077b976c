package prefmill.runners.evaluation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.store.PublishedVersion;
import prefmill.runners.cli.Invocation;
import prefmill.runners.nightly.CorrectionsFolder;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.runners.project.VersionReference;
import prefmill.runners.training.PlannedTraining;
import prefmill.runners.training.VersionRecord;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.entry.RegisteredDataset;

/** Nights after the files of an adapter, or its base model, are no longer the registered ones. */
class LostFilesTest {
  private static final String[] NIGHTLY = {"nightly", "--runner", "direct"};
  private static final String SHORT = "min_new_rows: 1, hyperparameters: {epochs: 1}";

  @TempDir private Path temporary;

  @Test
  void anAdapterThatCannotBeEvaluatedAnyMoreStopsNoNight() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 60);
    folder.policy(SHORT);
    JsonNode first = done(folder.command(NIGHTLY)).json();
    Path planted = plant(folder, first.at("/adapter/adapter_uri").asText());
    Files.delete(planted.resolve("adapter_model.safetensors"));

    JsonNode night = done(folder.command(NIGHTLY)).json();
    assertThat(night.at("/adapter/model_id").asText(), is("test@0.2.0"));
    assertThat(night.at("/evaluation/decision").asText(), is("undecidable"));
    assertThat(
        night.at("/evaluation/metrics/reason").asText(),
        containsString("adapter_model.safetensors of test@0.2.0 is not there"));
    assertThat(done(folder.command(NIGHTLY)).json().path("changed").asBoolean(), is(false));

    CorrectionsFolder.of(temporary, 90);
    JsonNode next = done(folder.command(NIGHTLY)).json();
    assertThat(next.at("/adapter/model_id").asText(), is("test@0.3.0"));
    assertThat(next.at("/evaluation/metrics/look").asInt(), is(1));
  }

  @Test
  void aBaseModelThatWasReplacedStopsNoNightAndEvidenceNamesTheCode() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 60);
    folder.policy(SHORT);
    JsonNode first = done(folder.command(NIGHTLY)).json();
    plant(folder, first.at("/adapter/adapter_uri").asText());
    Files.writeString(
        folder.path().resolve("model/tokenizer_config.json"),
        " \n",
        java.nio.file.StandardOpenOption.APPEND);
    JsonNode night = done(folder.command(NIGHTLY)).json();
    // another base model is another plan, by which the night trains anew
    assertThat(night.at("/adapter/model_id").asText(), is("test@0.3.0"));

    try (OpenRegistry open = OpenRegistry.of(Project.load(folder.policy()))) {
      Map<String, Object> row =
          open.registry()
              .jdbi()
              .withHandle(
                  handle ->
                      handle
                          .createQuery(
                              """
                              select e.metrics ->> 'reason' as reason, e.code_sha256, e.look
                              from prefmill.evaluations e
                              join prefmill.model_registry m on m.id = e.model_id
                              where m.model_id = 'test@0.2.0'
                              """)
                          .mapToMap()
                          .one());
      assertThat(
          (String) row.get("reason"),
          containsString("another configuration, tokenizer or chat template"));
      assertThat(row.get("code_sha256"), is(EvaluatingCode.sha256()));
      assertThat(row.get("look"), is(nullValue()));
    }
  }

  private static Path plant(CorrectionsFolder folder, String like) throws Exception {
    Project project = Project.load(folder.policy());
    try (OpenRegistry open = OpenRegistry.of(project)) {
      Registry registry = open.registry();
      PublishedVersion version = VersionReference.parse("test@1").find(project);
      PlannedTraining planned =
          PlannedTraining.of(project.policy().training().orElseThrow(), version);
      RegisteredDataset dataset = VersionRecord.of(project).enter(registry, version);
      return Path.of(PlantedAdapter.register(registry, planned, dataset, like).adapterUri());
    }
  }

  private static Invocation done(Invocation run) {
    assertThat(run.err(), run.exitCode(), is(0));
    return run;
  }
}
