package prefmill.trainers.places;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  @TempDir Path folder;

  @Test
  void keepsWhatIsSaidAndTellsTheExitCode() throws Exception {
    try (ChildProcess child = start("echo one; echo two >&2; echo ${PWD##*/}; exit 7")) {
      assertThat(child.nextLine(), is(Optional.of("one")));
      assertThat(child.nextLine(), is(Optional.of(folder.getFileName().toString())));
      assertThat(child.nextLine(), is(Optional.empty()));
      assertThat(child.exitCode(), is(7));
    }
    assertThat(Files.readString(folder.resolve("out")), is("one\n" + folder.getFileName() + "\n"));
    assertThat(Files.readString(folder.resolve("err")), is("two\n"));
  }

  @Test
  void endsATreeThatWillNotEndByItself() throws Exception {
    Instant began;
    List<ProcessHandle> tree;
    try (ChildProcess child =
        start("trap '' TERM; sh -c 'trap \"\" TERM; echo up; while :; do sleep 1; done' & wait")) {
      assertThat(child.nextLine(), is(Optional.of("up")));
      tree = ProcessHandle.current().descendants().toList();
      began = Instant.now();
    }
    assertThat(Duration.between(began, Instant.now()).toSeconds(), is(lessThan(10L)));
    assertThat(tree.stream().filter(ProcessHandle::isAlive).toList(), is(empty()));
  }

  @Test
  void endsWhoIsLeftOfATreeWhoseRootHasEnded() throws Exception {
    List<ProcessHandle> tree;
    try (ChildProcess child = start("sleep 600 & echo up; sleep 1")) {
      assertThat(child.nextLine(), is(Optional.of("up")));
      tree = ProcessHandle.current().descendants().toList();
      assertThat(child.exitCode(), is(0));
    }
    assertThat(tree.stream().filter(ProcessHandle::isAlive).toList(), is(empty()));
  }

  private ChildProcess start(String script) throws Exception {
    return ChildProcess.start(
        List.of("sh", "-c", script), folder, folder.resolve("out"), folder.resolve("err"));
  }
}
