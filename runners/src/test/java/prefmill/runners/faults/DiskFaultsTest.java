package prefmill.runners.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.runners.cli.Invocation;
import prefmill.runners.faults.kill.SeededProject;
import prefmill.runners.faults.kill.StoreFiles;

/** A disk that is full at any byte, or read-only: one sentence, and nothing is lost. */
class DiskFaultsTest {
  private static final long SEED = 8;
  private static final int LEAST_KILOBYTES = 8;

  @TempDir private Path temp;
  private SeededProject calm;
  private JsonNode expected;
  private long needed;

  @BeforeEach
  void undisturbed() throws Exception {
    calm = SeededProject.in(temp.resolve("calm"), SEED);
    expected = calm.run("build");
    try (var files = Files.walk(calm.folder().store())) {
      needed = files.mapToLong(file -> file.toFile().length()).sum() / 1024;
    }
  }

  @Tag("soak")
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aDiskThatIsFullAtAnyByteTakesNothing(long seed) throws Exception {
    fullAt(new Random(seed), 6);
  }

  @Test
  void aReadOnlyDiskIsToldAndStillRead() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(temp.resolve("disk"), 16)) {
      SeededProject project = SeededProject.in(temp.resolve("disk"), SEED);
      assertSame(project.run("build"));
      List<String> before = StoreFiles.of(project.folder().store());
      project.arrives("late.jsonl", SeededProject.events(temp, SEED + 1));
      disk.readOnly(true);
      for (String command : List.of("build", "ingest", "dataset gc")) {
        assertOneSentence(Invocation.of(project.words(command.split(" "))), "ead-only file system");
      }
      assertThat(project.run("dataset", "verify").path("whole").asBoolean(), is(true));
      assertThat(StoreFiles.of(project.folder().store()), is(before));

      disk.readOnly(false);
      Files.delete(project.folder().path().resolve("events/late.jsonl"));
      assertSame(project.run("build"));
    }
  }

  @Test
  void aFileInTheStoresPlaceIsToldAndLeftAlone() throws Exception {
    SeededProject project = SeededProject.in(temp.resolve("file"), SEED);
    Files.writeString(project.folder().store(), "not a folder");
    assertOneSentence(Invocation.of(project.words("build")), project.folder().store().toString());
    assertThat(Files.readString(project.folder().store()), is("not a folder"));

    Files.delete(project.folder().store());
    assertSame(project.run("build"));
  }

  /** With less room than the store needs a build fails; with room the same command ends well. */
  private void fullAt(Random random, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      Path folder = temp.resolve("disk" + random.nextInt());
      try (SmallDisk disk = SmallDisk.mount(folder, 16)) {
        SeededProject project = SeededProject.in(folder, SEED);
        int room = LEAST_KILOBYTES + random.nextInt((int) needed - LEAST_KILOBYTES);
        disk.fillBut(room);
        Invocation run = Invocation.of(project.words("build"));
        assertOneSentence(run, "isk is full");
        disk.free();
        assertSame(project.run("build"));
        assertThat(project.cleanedUp(), is(calm.cleanedUp()));
      }
    }
  }

  private static void assertOneSentence(Invocation run, String words) {
    assertThat(run.err(), run.exitCode(), is(1));
    String told = run.json().path("error").asText();
    assertThat(told, containsString(words));
    assertThat(told, not(startsWith("Something unexpected")));
    assertThat(told, matchesPattern("[A-Z/][^\\n]*\\."));
  }

  private void assertSame(JsonNode built) {
    for (String part : List.of("version", "content_hash", "ledger_hash", "counts")) {
      assertThat(built.path(part), is(expected.path(part)));
    }
  }
}
