package prefmill.runners.faults.kill;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A build that is killed anywhere and run again is as if it was never killed, whatever reads
 * meanwhile.
 */
class KilledBuildTest {
  private static final List<String> OF_ALL =
      List.of(
          "after-source-read",
          "mid-segment",
          "after-receipts",
          "after-landing",
          "before-link",
          "after-link",
          "after-log-entry",
          "mid-shard",
          "mid-ledger",
          "before-assembly",
          "mid-assembly",
          "before-manifest",
          "after-manifest",
          "before-commit",
          "after-commit");
  private static final List<String> OF_WHAT_IS_LANDED =
      List.of("after-receipts", "before-link", "after-link");
  private static final List<String> OF_GARBAGE = List.of("mid-garbage", "after-put-aside");

  @TempDir private Path temp;
  private SeededProject calm;
  private JsonNode expected;
  private List<String> names;

  @Test
  void theNextRunEndsAsIfNeverKilled() throws Exception {
    undisturbed(1);
    for (String failpoint : List.of("mid-segment", "mid-assembly", "before-commit")) {
      killedAt(failpoint);
    }
  }

  @Tag("soak")
  @ParameterizedTest
  @ValueSource(longs = {2, 3, 4})
  void theNextRunEndsAsIfNeverKilledAnywhere(long seed) throws Exception {
    undisturbed(seed);
    for (String failpoint : OF_ALL) {
      killedAt(failpoint);
    }
    for (String failpoint : OF_WHAT_IS_LANDED) {
      SeededProject killed = project("landed-" + failpoint);
      killed.run("ingest");
      try (PollingReader reader = PollingReader.of(killed.folder().store())) {
        killed.killedAt(failpoint, "build");
        endsAsIfNeverKilled(failpoint, killed);
      }
    }
    for (String failpoint : OF_GARBAGE) {
      SeededProject killed = project(failpoint);
      try (PollingReader reader = PollingReader.of(killed.folder().store())) {
        killed.killedAt("before-commit", "build");
        killed.killedAt(failpoint, "dataset", "gc", "--grace", "0");
        endsAsIfNeverKilled(failpoint, killed);
      }
    }
  }

  /** Killed again and again, each time a step further, it still ends so. */
  @Tag("soak")
  @Test
  void eachRunFinishesWhatTheOneBeforeItLeft() throws Exception {
    undisturbed(5);
    SeededProject killed = project("again");
    try (PollingReader reader = PollingReader.of(killed.folder().store())) {
      for (String failpoint : OF_ALL) {
        killed.killedAt(failpoint, "build");
      }
      endsAsIfNeverKilled("all", killed);
    }
  }

  private void undisturbed(long seed) throws Exception {
    calm = SeededProject.in(temp.resolve("calm"), seed);
    expected = calm.run("build");
    names = calm.cleanedUp();
  }

  private SeededProject project(String name) throws Exception {
    return SeededProject.in(temp.resolve(name), calm.seed());
  }

  private void killedAt(String failpoint) throws Exception {
    SeededProject killed = project(failpoint);
    try (PollingReader reader = PollingReader.of(killed.folder().store())) {
      killed.killedAt(failpoint, "build");
      endsAsIfNeverKilled(failpoint, killed);
    }
  }

  private void endsAsIfNeverKilled(String failpoint, SeededProject killed) throws Exception {
    JsonNode next = killed.run("build");
    for (String part : List.of("version", "content_hash", "ledger_hash", "counts", "rows")) {
      assertThat(failpoint, next.path(part), is(expected.path(part)));
    }
    assertThat(failpoint, killed.cleanedUp(), is(names));
    assertThat(failpoint, killed.run("dataset", "verify").path("whole").asBoolean(), is(true));
    assertThat(failpoint, killed.run("dataset", "list").path("versions").size(), is(1));
  }
}
