package prefmill.runners.training;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.runners.cli.Invocation;
import prefmill.runners.nightly.CorrectionsFolder;
import prefmill.runners.project.Project;
import prefmill.runners.project.VersionReference;

/** What a plan's hash covers: two plans that would train otherwise are never taken for one. */
class PlannedTrainingTest {
  @TempDir private Path temporary;
  private CorrectionsFolder folder;

  @BeforeEach
  void build() throws Exception {
    folder = CorrectionsFolder.of(temporary, 40);
    folder.policy("hyperparameters: {epochs: 1}");
    Invocation built = folder.command("build", "--runner", "direct");
    assertThat(built.err(), built.exitCode(), is(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"config.json", "tokenizer.json", "tokenizer_config.json", "chat_template.jinja"})
  void everyFileThatDecidesTokensDecidesThePlan(String name) throws Exception {
    String before = planned().planHash();
    assertThat(planned().planHash(), is(before));
    Path file = temporary.resolve("model").resolve(name);
    String text = Files.exists(file) ? Files.readString(file) : "{}";
    Files.writeString(file, text + "\n");

    assertThat(planned().planHash(), is(not(before)));
    assertThat(planned().baseModelSha256(), is(planned().baseModelSha256()));
  }

  @Test
  void theDayCountsOnlyWhereTheTemplateAsksForIt() throws Exception {
    assertThat(planned().planHash(), is(planned(LocalDate.of(2031, 1, 2)).planHash()));

    Path template = temporary.resolve("model/chat_template.jinja");
    Files.writeString(template, "{{ strftime_now('%d') }}" + Files.readString(template));
    String dated = planned(LocalDate.of(2031, 1, 2)).planHash();
    assertThat(planned(LocalDate.of(2031, 1, 2)).planHash(), is(dated));
    assertThat(planned(LocalDate.of(2031, 1, 3)).planHash(), is(not(dated)));
    assertThat(planned().planHash(), is(planned(today()).planHash()));
  }

  @Test
  void aMendedTemplateIsTrainedWithAnew() throws Exception {
    assertThat(folder.command("train", "test@1").json().path("trained").asBoolean(), is(true));
    assertThat(folder.command("train", "test@1").json().path("trained").asBoolean(), is(false));
    Path template = temporary.resolve("model/chat_template.jinja");
    Files.writeString(template, "Chat:\n" + Files.readString(template));

    assertThat(folder.command("train", "test@1").json().path("trained").asBoolean(), is(true));
  }

  private PlannedTraining planned() throws Exception {
    Project project = Project.load(folder.policy());
    return PlannedTraining.of(
        project.policy().training().orElseThrow(), VersionReference.parse("test@1").find(project));
  }

  private PlannedTraining planned(LocalDate day) throws Exception {
    return PlannedTraining.of(Project.load(folder.policy()).policy().training().orElseThrow(), day);
  }

  private LocalDate today() throws Exception {
    String asOf =
        VersionReference.parse("test@1").find(Project.load(folder.policy())).manifest().asOf();
    return LocalDate.parse(asOf.substring(0, 10));
  }
}
