package prefmill.trainers.compatibility;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import prefmill.trainers.TestFiles;

/** Runs a script of testdata/python in an environment that has the real libraries. */
final class PythonScript {
  private final String python;
  private final Path folder;

  private PythonScript(String python, Path folder) {
    this.python = python;
    this.folder = folder;
  }

  /**
   * Scripts that need an environment.
   *
   * @param property names the system property with the environment's Python
   * @param folder takes what the scripts complain of
   */
  static PythonScript of(String property, Path folder) {
    String python = System.getProperty(property);
    assertThat("run ./verify, which makes the environment", python, is(notNullValue()));
    return new PythonScript(python, folder);
  }

  void run(String script, Path... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(python));
    command.add(TestFiles.root().resolve("testdata/python").resolve(script).toString());
    for (Path argument : arguments) {
      command.add(argument.toString());
    }
    Path errors = folder.resolve("stderr");
    ProcessBuilder process = new ProcessBuilder(command).redirectError(errors.toFile());
    process.environment().put("HF_HUB_OFFLINE", "1");
    process.environment().put("OMP_NUM_THREADS", "1");
    process.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Process running = process.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    String said = running.waitFor() == 0 ? "" : Files.readString(errors);
    assertThat(script + " failed", said, is(""));
  }
}
