package prefmill.runners.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs on this test's class path in a JVM of their own, which can halt at a failpoint. */
public final class OwnJvm {
  private static final int KILLED = 137;

  private OwnJvm() {}

  /** A class with arguments, to be started. */
  public static ProcessBuilder of(String failpoint, String... program) {
    List<String> words = new ArrayList<>();
    words.add(ProcessHandle.current().info().command().orElseThrow());
    words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(program));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("PREFMILL_FAILPOINT", failpoint);
    return builder;
  }

  /** A command, to be started. */
  public static ProcessBuilder command(String failpoint, String... words) {
    List<String> program = new ArrayList<>(List.of("prefmill.runners.Prefmill"));
    program.addAll(List.of(words));
    return of(failpoint, program.toArray(String[]::new));
  }

  /** Runs a command, which must halt at the failpoint. */
  public static void killedAt(String failpoint, String... words) throws Exception {
    Process process = command(failpoint, words).redirectErrorStream(true).start();
    String said = said(process);
    assertThat(said, process.waitFor(), is(KILLED));
    assertThat(said, containsString("halted at the failpoint " + failpoint));
  }

  /** Runs a command, which must end well; returns its stdout. */
  public static String run(String... words) throws Exception {
    Path errors = Files.createTempFile("own-jvm", ".log");
    Process process = command("", words).redirectError(errors.toFile()).start();
    String said = said(process);
    assertThat(Files.readString(errors), process.waitFor(), is(0));
    Files.delete(errors);
    return said;
  }

  private static String said(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
