package prefmill.runners.quickstart;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.trainers.jobs.Jobs;

/**
 * A quickstart that is killed at a step, run again and killed at the next, until it ends: each run
 * finishes what the one before it left.
 */
class KilledQuickstartTest {
  private static final int KILLED = 137;

  @TempDir private Path temp;

  @Test
  void endsAsIfNeverKilled() throws Exception {
    compareWithUndisturbed(List.of("mid-segment", "before-registry-row"));
  }

  @Test
  @Tag("soak")
  void endsAsIfNeverKilledAtAnyStep() throws Exception {
    compareWithUndisturbed(
        List.of(
            "after-source-read",
            "mid-segment",
            "after-landing",
            "after-log-entry",
            "mid-shard",
            "before-manifest",
            "after-manifest",
            "before-commit",
            "after-commit",
            "after-job-row",
            "mid-training",
            "before-adapter-rename",
            "before-registry-row",
            "before-gate-row"));
  }

  private void compareWithUndisturbed(List<String> failpoints) throws Exception {
    PreparedQuickstart calm = PreparedQuickstart.of(temp.resolve("calm"), PreparedQuickstart.few());
    JsonNode expected = new ObjectMapper().readTree(ended(calm, "", 0));
    PreparedQuickstart killed =
        PreparedQuickstart.of(temp.resolve("killed"), PreparedQuickstart.few());
    for (String failpoint : failpoints) {
      ended(killed, failpoint, KILLED);
    }
    JsonNode actual = new ObjectMapper().readTree(ended(killed, "", 0));

    assertThat(expected.path("trained").asBoolean(), is(true));
    for (String hash : List.of("content_hash", "ledger_hash")) {
      assertThat(actual.path("build").path(hash), is(expected.path("build").path(hash)));
    }
    assertThat(
        actual.path("adapter").path("adapter_sha256"),
        is(expected.path("adapter").path("adapter_sha256")));
    assertThat(killed.ask("dataset", "list").path("versions").size(), is(1));
    assertThat(killed.ask("dataset", "verify").path("whole").asBoolean(), is(true));
    assertThat(killed.ask("registry", "list").path("adapters").size(), is(1));
    assertThat(jobs(killed), is(List.of("succeeded")));
  }

  private static List<String> jobs(PreparedQuickstart quickstart) throws Exception {
    return OpenRegistry.ask(
            Project.load(Path.of(quickstart.config())),
            registry -> Jobs.of(registry).list().stream().map(j -> j.status().column()).toList())
        .orElseThrow();
  }

  /** Runs the command in a JVM of its own, which must end with this status; returns its stdout. */
  private String ended(PreparedQuickstart quickstart, String failpoint, int status)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "prefmill.runners.Prefmill",
            "quickstart",
            "--folder",
            quickstart.folder().toString(),
            "--json"));
    Path errors = temp.resolve("errors.log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().put("PREFMILL_FAILPOINT", failpoint);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String log = Files.readString(errors);
    assertThat(log, process.waitFor(), is(status));
    if (status == KILLED) {
      assertThat(log, containsString("failpoint " + failpoint));
    }
    return output;
  }
}
