package prefmill.runners.command.trainer;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.runners.nightly.CorrectionsFolder;

/** Environments made for real, by command. */
@Tag("python")
class InstallTrainerTest {
  private static final String PYTHON = System.getProperty("prefmill.python");

  @TempDir private Path temporary;

  @Test
  void librariesThatCannotBeHadAreToldAndLeaveNothingThatLooksReady() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 4);
    folder.policy("trainer: mlx, method: sft");
    Path empty = Files.createDirectory(temporary.resolve("index"));

    Invocation failed =
        folder.command(
            "trainer", "install", "mlx", "--python", PYTHON, "--index-url", empty.toUri() + "");

    assertThat(failed.exitCode(), is(1));
    assertThat(failed.err(), containsString("could not install the libraries of mlx"));
    Path log = temporary.resolve(".prefmill/trainers/mlx.log");
    assertThat(failed.err(), containsString(log.toString()));
    assertThat(
        failed.err(),
        containsString("mlx takes about 0.4 GB and several minutes; the log is " + log));
    assertThat(Files.readString(log), containsString("No matching distribution"));
    JsonNode listed = mlx(folder);
    assertThat(listed.toString(), listed.path("works").asBoolean(), is(false));
    assertThat(listed.toString(), containsString("unfinished"));
  }

  @Tag("soak")
  @Test
  void mlxIsInstalledAndListedAsHealthy() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 4);
    folder.policy("trainer: mlx, method: sft");

    Invocation installed = folder.command("trainer", "install", "mlx", "--python", PYTHON);

    assertThat(installed.err(), installed.exitCode(), is(0));
    assertThat(installed.json().at("/versions/mlx_lm").asText(), is("0.32.2"));
    JsonNode listed = mlx(folder);
    assertThat(listed.toString(), listed.path("works").asBoolean(), is(true));
  }

  private static JsonNode mlx(CorrectionsFolder folder) throws Exception {
    for (JsonNode trainer : folder.command("trainer", "list").json().path("trainers")) {
      if (trainer.path("name").asText().equals("mlx")) {
        return trainer;
      }
    }
    throw new AssertionError("mlx is not listed");
  }
}
