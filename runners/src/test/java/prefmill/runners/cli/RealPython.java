package prefmill.runners.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The environments with the real Python libraries, which ./verify makes. */
public final class RealPython {
  private static final Path SCRIPTS = Path.of("../testdata/python").toAbsolutePath().normalize();

  private RealPython() {}

  /** The interpreter that a system property names. */
  public static String of(String property) {
    String python = System.getProperty(property);
    assertThat("run ./verify, which makes " + property, python, is(notNullValue()));
    return python;
  }

  /** A script of testdata/python, to be started: on one thread, fetching nothing. */
  public static ProcessBuilder script(String property, String script, Object... arguments) {
    List<String> command =
        new ArrayList<>(List.of(of(property), SCRIPTS.resolve(script).toString()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return program(command);
  }

  /** A command, to be started so. */
  public static ProcessBuilder program(List<String> command) {
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().put("OMP_NUM_THREADS", "1");
    process.environment().put("HF_HUB_OFFLINE", "1");
    process.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    return process;
  }
}
