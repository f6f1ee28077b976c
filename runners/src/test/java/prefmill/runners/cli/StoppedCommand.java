package prefmill.runners.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A command in a JVM of its own, which may be stopped at a failpoint and sent on. */
public final class StoppedCommand implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final Path out;
  private final Path errors;

  private StoppedCommand(Process process, Path out, Path errors) {
    this.process = process;
    this.out = out;
    this.errors = errors;
  }

  /** Starts one that is never stopped. */
  public static StoppedCommand start(Path scratch, String... words) throws IOException {
    return started(scratch, "", words);
  }

  /** Starts one and waits until it is stopped at a failpoint. */
  public static StoppedCommand at(String failpoint, Path scratch, String... words)
      throws Exception {
    StoppedCommand command = started(scratch, failpoint + "=stop", words);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!command.state().startsWith("T")) {
      assertThat(command.told(), command.process.isAlive(), is(true));
      assertThat("in time", System.nanoTime() < deadline, is(true));
      Thread.sleep(100);
    }
    return command;
  }

  private static StoppedCommand started(Path scratch, String failpoint, String... words)
      throws IOException {
    Path out = Files.createTempFile(scratch, "command", ".out");
    Path errors = Files.createTempFile(scratch, "command", ".log");
    ProcessBuilder builder = OwnJvm.command(failpoint, words);
    builder.redirectOutput(out.toFile()).redirectError(errors.toFile());
    return new StoppedCommand(builder.start(), out, errors);
  }

  /** Lets it go on to its end. */
  public StoppedCommand goesOn() throws Exception {
    assertThat(state(), startsWith("T"));
    String pid = String.valueOf(process.pid());
    assertThat(new ProcessBuilder("kill", "-CONT", pid).start().waitFor(), is(0));
    return this;
  }

  /** What it said, once it has ended well. */
  public JsonNode endsWell() throws Exception {
    assertThat("in time", process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), is(true));
    assertThat(told(), process.exitValue(), is(0));
    return new ObjectMapper().readTree(Files.readString(out));
  }

  /** Waits until it has ended with an exit code, and a sentence that holds these words. */
  public void endsWith(int exitCode, String words) throws Exception {
    assertThat("in time", process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), is(true));
    assertThat(told(), process.exitValue(), is(exitCode));
    assertThat(told(), containsString(words));
  }

  private String state() throws IOException {
    Process ps =
        new ProcessBuilder("ps", "-o", "stat=", "-p", String.valueOf(process.pid())).start();
    return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private String told() throws IOException {
    return Files.readString(errors);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
