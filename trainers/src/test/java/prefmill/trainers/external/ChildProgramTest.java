package prefmill.trainers.external;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.trainers.environment.TrainerEnvironment;

/** What every trainer's program does on a stop, a fault, and when its parent is gone. */
@Tag("python")
class ChildProgramTest {
  @TempDir Path folder;

  @BeforeEach
  void writeProgram() throws Exception {
    for (String file : List.of("run_trainer.py", "child.py")) {
      Files.writeString(folder.resolve(file), TrainerEnvironment.resource(file));
    }
    Files.writeString(
        folder.resolve("request.json"),
        "{\"model\": \"m\", \"rows\": \"r\", \"output\": \".\", \"start\": null}");
  }

  @Test
  void endsAfterAStepWhenItIsAskedOrItsParentIsGone() throws Exception {
    String endless =
        """
        import child, time
        def main(request):
            print("a library's word")
            child.training_begins()
            child.say("start")
            while not child.stop_asked():
                time.sleep(0.01)
            raise child.Stopped()
        """;
    Process asked = start(endless);
    try (BufferedReader out = asked.inputReader()) {
      assertThat(out.readLine(), is("{\"event\": \"start\"}"));
      asked.toHandle().destroy();
      assertThat(out.readLine(), is("{\"event\": \"cancelled\"}"));
      assertThat(asked.waitFor(), is(143));
    }
    assertThat(Files.readString(folder.resolve("stderr")), containsString("a library's word"));

    Process orphan = start(endless);
    try (BufferedReader out = orphan.inputReader()) {
      assertThat(out.readLine(), is("{\"event\": \"start\"}"));
      orphan.getOutputStream().close();
      assertThat(out.readLine(), is("{\"event\": \"cancelled\"}"));
      assertThat(orphan.waitFor(), is(143));
    }
  }

  @Test
  void tellsFaultsByTheirKindAndNotByTheirWords() throws Exception {
    assertFault(
        "child.require_finite(3, 8, loss=float('nan'))", "not_finite", "loss of step 3 of 8", 3);
    assertFault("raise child.Refused('Give more rows.')", "refused", "Give more rows.", 1);
    assertFault("raise ValueError('a row of somebody')", "failed", "ValueError", 1);
    assertFault("import no_such_library", "imports", "ModuleNotFoundError", 1);
    assertFault("raise MemoryError()", "memory", "MemoryError", 1);
  }

  private void assertFault(String line, String kind, String message, int exitCode)
      throws Exception {
    Process process = start("import child\ndef main(request):\n    " + line + "\n");
    try (BufferedReader out = process.inputReader()) {
      TrainerEvent event = TrainerEvent.parse(out.readLine());
      assertThat(event.kind(), is("error"));
      assertThat(event.text("kind"), is(kind));
      assertThat(event.text("message"), is(message));
      assertThat(process.waitFor(), is(exitCode));
    }
  }

  private Process start(String program) throws Exception {
    Files.writeString(folder.resolve("program.py"), program);
    return new ProcessBuilder(
            System.getProperty("prefmill.python"),
            "-B",
            folder.resolve("run_trainer.py").toString(),
            "program",
            folder.resolve("request.json").toString())
        .redirectError(folder.resolve("stderr").toFile())
        .start();
  }
}
