package prefmill.runners.quickstart;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.OwnJvm;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.trainers.jobs.Jobs;

/**
 * A quickstart that is killed at a step, run again and killed at the next, until it ends: each run
 * finishes what the one before it left.
 */
class KilledQuickstartTest {
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
    JsonNode expected = new ObjectMapper().readTree(OwnJvm.run(command(calm)));
    PreparedQuickstart killed =
        PreparedQuickstart.of(temp.resolve("killed"), PreparedQuickstart.few());
    for (String failpoint : failpoints) {
      OwnJvm.killedAt(failpoint, command(killed));
    }
    JsonNode actual = new ObjectMapper().readTree(OwnJvm.run(command(killed)));

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

  private static String[] command(PreparedQuickstart quickstart) {
    return new String[] {"quickstart", "--folder", quickstart.folder().toString(), "--json"};
  }
}
