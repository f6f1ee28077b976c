package prefmill.runners.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.runners.cli.PolicyFolder;

/** One clear sentence and the right exit code for each, and nothing half-written. */
class BadInputTest {
  @TempDir Path path;
  private PolicyFolder folder;

  @BeforeEach
  void write() throws IOException {
    folder = PolicyFolder.of(path, List.of(PolicyFolder.thumb("e1", "u1", "How?", "So.", "up")));
  }

  @Test
  void unknownPreset() throws IOException {
    folder.change("preset: native", "preset: nativ");
    refused(2, "nativ");
  }

  @Test
  void wrongPath() throws IOException {
    folder.change("events/*.jsonl", "evnts/*.jsonl");
    refused(2, "evnts");
  }

  @Test
  void missingKey() throws IOException {
    folder.change("{key_file: masking.key}", "{key_env: PREFMILL_NO_SUCH_VARIABLE}");
    refused(2, "PREFMILL_NO_SUCH_VARIABLE");
  }

  @Test
  void tooShortKey() throws IOException {
    Files.writeString(path.resolve("masking.key"), "short");
    refused(2, "masking.key");
  }

  @Test
  void unwritableStore() throws IOException {
    Files.writeString(folder.store(), "a file where a folder should be");
    Invocation run = folder.run("build", "--runner", "direct");
    assertThat(run.err(), run.exitCode(), is(1));
    assertThat(run.err(), allOf(containsString("store"), not(containsString("\tat "))));
  }

  @Test
  void unreachableDatabase() throws IOException {
    folder.change(
        "kind: jsonl, preset: native, path: \"events/*.jsonl\"",
        "kind: postgres, preset: helpem, url: \"jdbc:postgresql://127.0.0.1:1/app\", user: reader");
    refused(1, "127.0.0.1");
  }

  @Test
  void wrongParallelism() {
    Invocation run = folder.run("build", "--parallelism", "0");
    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString("--parallelism"));
  }

  @Test
  void versionsThatAreNotThere() {
    assertThat(folder.run("dataset", "show").exitCode(), is(2));
    assertThat(folder.run("dataset", "verify", "support@7").err(), containsString("7"));
    assertThat(folder.run("registry", "show", "support").exitCode(), is(2));
    assertThat(folder.run("registry", "list").exitCode(), is(0));
    assertThat(folder.run("train", "support").err(), containsString("training"));
  }

  private void refused(int exitCode, String named) {
    Invocation run = folder.run("build", "--runner", "direct", "--json");
    assertThat(run.err(), run.exitCode(), is(exitCode));
    assertThat(run.err(), containsString(named));
    assertThat(run.err(), not(containsString("\tat ")));
    assertThat(run.json().path("exit_code").asInt(), is(exitCode));
    assertThat(Files.exists(folder.store()), is(false));
  }
}
