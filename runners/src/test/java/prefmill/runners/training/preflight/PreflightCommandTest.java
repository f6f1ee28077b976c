package prefmill.runners.training.preflight;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.rows.Split;
import prefmill.runners.cli.Invocation;
import prefmill.runners.nightly.CorrectionsFolder;
import prefmill.runners.training.VersionExamples;
import prefmill.trainers.examples.PreferenceExample;

/** The preflight of a training by command: shown, kept, and heeded. */
class PreflightCommandTest {
  @TempDir private Path temporary;

  @Test
  void isShownWithoutTrainingHeededAndKeptWithTheAdapter() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 60);
    folder.policy("hyperparameters: {max_length: 12, batch_size: 4}");
    assertThat(folder.command("build", "--runner", "direct").exitCode(), is(0));

    Invocation dry = folder.command("train", "test@1", "--dry-run");
    assertThat(dry.err(), dry.exitCode(), is(3));
    JsonNode finding = dry.json().path("findings").path(0);
    assertThat(finding.path("rule").asText(), is("too_long"));
    assertThat(finding.path("row_ids").size(), is(finding.path("rows").asInt()));
    assertThat(Files.exists(temporary.resolve(".prefmill")), is(false));
    assertThat(reports(), hasSize(0));

    Invocation refused = folder.command("train", "test@1");
    assertThat(refused.exitCode(), is(3));
    assertThat(refused.err(), containsString("exceed max_length 12"));
    assertThat(refused.err(), containsString(finding.path("row_ids").path(0).asText()));
    assertThat(reports(), hasSize(1));
    assertThat(
        json(reports().get(0)).path("refusal").asText(), is(dry.json().path("refusal").asText()));

    folder.policy("hyperparameters: {epochs: 1, batch_size: 4}");
    JsonNode foretold = folder.command("train", "test@1", "--dry-run").json();
    assertThat(
        foretold.path("estimate").path("time_basis").asText(), containsString("no earlier run"));
    Invocation trained = folder.command("train", "test@1");
    assertThat(trained.err(), trained.exitCode(), is(0));
    assertThat(trained.err(), containsString("preflight: "));
    assertThat(
        trained.json().path("preflight").path("used").asInt(), is(foretold.path("used").asInt()));
    Path kept = Path.of(trained.json().at("/adapter/adapter_uri").asText());
    assertThat(reports().toString(), reports().contains(kept.resolve("preflight.json")), is(true));
    assertThat(
        json(kept.resolve("training.json")).path("tokens").asLong(),
        is(foretold.path("estimate").path("tokens").asLong()));

    JsonNode again = folder.command("train", "test@1", "--dry-run").json().path("estimate");
    assertThat(again.path("time_basis").asText(), containsString("the last run of this trainer"));
    assertThat(again.path("seconds").asDouble(), is(greaterThan(0.0)));
  }

  @Test
  void aFewLongRowsAreLeftOutWhenThePolicySaysSo() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 60);
    folder.policy("max_dropped: 0.9, hyperparameters: {batch_size: 4}");
    assertThat(folder.command("build", "--runner", "direct").exitCode(), is(0));
    JsonNode lengths =
        folder.command("train", "test@1", "--dry-run").json().path("lengths").path("whole");
    int median = lengths.path("p50").asInt();
    assertThat(median, is(not(lengths.path("max").asInt())));

    folder.policy(
        "max_dropped: 0.9, hyperparameters: {batch_size: 4, epochs: 1, max_length: %d}"
            .formatted(median));
    Invocation trained = folder.command("train", "test@1");

    assertThat(trained.err(), trained.exitCode(), is(0));
    assertThat(trained.err(), containsString("warning: "));
    JsonNode preflight = trained.json().path("preflight");
    assertThat(preflight.path("warnings").path(0).asText(), endsWith("keeps all."));
    assertThat(preflight.path("used").asInt() < preflight.path("rows").asInt(), is(true));
  }

  @Test
  void aHeldOutRowThatTheTemplateRefusesIsFoundBeforeTheTraining() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 40);
    folder.policy("hyperparameters: {epochs: 1}");
    Path version =
        Path.of(folder.command("build", "--runner", "direct").json().path("folder").asText());
    PreferenceExample heldOut = VersionExamples.of(version).preferences(Split.TEST).get(0);
    Path template = temporary.resolve("model/chat_template.jinja");
    Files.writeString(
        template,
        "{% for m in messages %}{% if m['content'] == "
            + new ObjectMapper().writeValueAsString(heldOut.prompt().get(0).content())
            + " %}{{ raise_exception('not this one') }}{% endif %}{% endfor %}"
            + Files.readString(template));

    Invocation refused = folder.command("train", "test@1");

    assertThat(refused.err(), refused.exitCode(), is(3));
    assertThat(refused.err(), containsString(heldOut.rowId()));
    assertThat(refused.err(), containsString("could not be evaluated"));
  }

  @Test
  void aMonthThatCannotPayIsToldWithoutTrainingToo() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 40);
    folder.policy(
        "budget: {cost_per_hour: 1000000, per_month: 0.01}, hyperparameters: {epochs: 1}");
    assertThat(folder.command("build", "--runner", "direct").exitCode(), is(0));

    Invocation dry = folder.command("train", "test@1", "--dry-run");
    assertThat(dry.err(), dry.exitCode(), is(3));
    assertThat(dry.json().path("refusal").asText(), containsString("training.budget.per_month"));
    assertThat(Files.exists(temporary.resolve(".prefmill")), is(false));

    Invocation refused = folder.command("train", "test@1");
    assertThat(refused.exitCode(), is(3));
    assertThat(refused.err(), containsString(dry.json().path("refusal").asText()));
    Invocation again = folder.command("train", "test@1", "--dry-run");
    assertThat("with a registry", again.exitCode(), is(3));

    folder.policy("budget: {cost_per_hour: 1, per_month: 100}, hyperparameters: {epochs: 1}");
    assertThat(folder.command("train", "test@1").exitCode(), is(0));
    folder.policy("budget: {cost_per_hour: 1, per_month: 1.0e-9}, hyperparameters: {epochs: 1}");
    assertThat(
        "what is trained costs nothing",
        folder.command("train", "test@1", "--dry-run").exitCode(),
        is(0));
  }

  @Test
  void aPreflightThatFailsLeavesNoJobValidating() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 40);
    folder.policy("hyperparameters: {epochs: 1}");
    assertThat(folder.command("build", "--runner", "direct").exitCode(), is(0));
    Files.writeString(temporary.resolve("store/test/adapters"), "a file in the report's way");

    Invocation failed = folder.command("train", "test@1");

    assertThat(failed.err(), failed.exitCode(), is(1));
    JsonNode job = folder.command("jobs", "list").json().path("jobs").path(0);
    assertThat(job.toString(), job.path("status").asText(), is("failed"));
    assertThat(job.toString(), failed.err(), containsString(job.path("error").asText()));
  }

  private List<Path> reports() throws IOException {
    Path adapters = temporary.resolve("store/test/adapters");
    if (!Files.exists(adapters)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(adapters)) {
      return files.filter(file -> file.toString().endsWith("preflight.json")).toList();
    }
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }
}
