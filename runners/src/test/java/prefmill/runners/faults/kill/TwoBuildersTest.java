package prefmill.runners.faults.kill;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.runners.cli.PolicyFolder;
import prefmill.runners.cli.StoppedCommand;

/** Two builds of one dataset in two processes, one of which may be stopped for a while. */
class TwoBuildersTest {
  private static final long SEED = 6;

  @TempDir private Path temp;
  private SeededProject project;

  @BeforeEach
  void events() throws IOException {
    project = SeededProject.in(temp.resolve("two"), SEED);
  }

  @Test
  void theSameInputAtOnceIsOneVersion() throws Exception {
    try (StoppedCommand one = start(project);
        StoppedCommand other = start(project)) {
      assertThat(one.endsWell().path("content_hash"), is(other.endsWell().path("content_hash")));
    }
    assertNewestHolds(SeededProject.in(temp.resolve("calm"), SEED));
    assertThat(versions(), is(1));
  }

  @Tag("soak")
  @Test
  void theNewestVersionHoldsBothInputs() throws Exception {
    PolicyFolder other = PolicyFolder.of(temp.resolve("other"), more());
    other.change("./store", project.folder().store().toString());
    other.change("name: app", "name: other");
    try (StoppedCommand one = start(project);
        StoppedCommand two = start(new SeededProject(other, SEED))) {
      one.endsWell();
      two.endsWell();
    }
    assertNewestHolds(withMore());
    assertThat(versions(), is(lessThanOrEqualTo(2)));
  }

  @Tag("soak")
  @Test
  void whoWasStoppedFindsItsWorkDone() throws Exception {
    findsItsWorkDone("before-commit");
  }

  @Test
  void whoWasStoppedDoesNotOvertakeWhoReadMore() throws Exception {
    doesNotOvertake("before-commit");
  }

  @Tag("soak")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mid-shard",
        "before-assembly",
        "mid-assembly",
        "before-manifest",
        "after-manifest",
        "after-commit"
      })
  void whereverOneIsStopped(String failpoint) throws Exception {
    findsItsWorkDone(failpoint);
    project = SeededProject.in(temp.resolve("more"), SEED);
    doesNotOvertake(failpoint);
  }

  private void findsItsWorkDone(String failpoint) throws Exception {
    try (StoppedCommand stopped = stopped(failpoint)) {
      JsonNode built = project.run("build");
      stopped.goesOn();
      assertThat(stopped.endsWell().path("content_hash"), is(built.path("content_hash")));
    }
    assertNewestHolds(SeededProject.in(temp.resolve("calm"), SEED));
    assertThat(versions(), is(1));
    List<String> left = project.cleanedUp();
    SeededProject calm = SeededProject.in(temp.resolve("calm"), SEED);
    assertThat(left, is(calm.cleanedUp()));
  }

  private void doesNotOvertake(String failpoint) throws Exception {
    try (StoppedCommand stopped = stopped(failpoint)) {
      project.arrives("more.jsonl", more());
      project.run("build");
      int before = versions();
      stopped.goesOn().endsWell();
      assertThat(versions(), is(before));
    }
    assertNewestHolds(withMore());
  }

  private SeededProject withMore() throws IOException {
    SeededProject all = SeededProject.in(temp.resolve("all"), SEED);
    all.arrives("more.jsonl", more());
    return all;
  }

  /** The newest version is what an undisturbed build of a project gives, and whole. */
  private void assertNewestHolds(SeededProject undisturbed) {
    JsonNode expected = undisturbed.run("build");
    JsonNode newest = project.run("dataset", "verify");
    assertThat(newest.path("content_hash"), is(expected.path("content_hash")));
    assertThat(newest.path("whole").asBoolean(), is(true));
  }

  private List<String> more() throws IOException {
    return SeededProject.events(temp, SEED + 1).stream()
        .map(line -> line.replace("\"event_id\":\"e", "\"event_id\":\"more"))
        .toList();
  }

  private StoppedCommand start(SeededProject builder) throws IOException {
    return StoppedCommand.start(temp, builder.words("build"));
  }

  private StoppedCommand stopped(String failpoint) throws Exception {
    return StoppedCommand.at(failpoint, temp, project.words("build"));
  }

  private int versions() {
    return project.run("dataset", "list").path("versions").size();
  }
}
