package prefmill.runners.privacy.names;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Starts a script of testdata/python that brings a real recogniser of names. */
final class NameScript {
  private NameScript() {}

  static Process start(Path errors, String script, Path... arguments) throws IOException {
    String python = System.getProperty("prefmill.python");
    assertThat("run ./verify, which makes the environment", python, is(notNullValue()));
    List<String> command = new ArrayList<>(List.of(python, "../testdata/python/" + script));
    Arrays.stream(arguments).map(Path::toString).forEach(command::add);
    ProcessBuilder process = new ProcessBuilder(command).redirectError(errors.toFile());
    process.environment().put("OMP_NUM_THREADS", "1");
    process.environment().put("HF_HUB_OFFLINE", "1");
    process.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    return process.start();
  }

  /** Waits until it ends well. */
  static void run(Path errors, String script, Path... arguments) throws Exception {
    int status = start(errors, script, arguments).waitFor();
    assertThat(Files.readString(errors, StandardCharsets.UTF_8), status, is(0));
  }
}
