package prefmill.runners.jobs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import prefmill.runners.cli.OwnJvm;
import prefmill.runners.nightly.CorrectionsFolder;

/** A command that trains in a process of its own, to be killed. */
record WorkerProcess(CorrectionsFolder folder, Process process, Path errors) {
  private static final long PATIENCE_SECONDS = 600;

  static WorkerProcess start(CorrectionsFolder folder, String... command) throws IOException {
    return start(folder, "", command);
  }

  /** Starts one that halts at a failpoint. */
  static WorkerProcess start(CorrectionsFolder folder, String failpoint, String[] command)
      throws IOException {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of("--json", "--config", folder.path().resolve("prefmill.yaml").toString()));
    words.add(0, "prefmill.runners.Prefmill");
    return of(folder, failpoint, words.toArray(String[]::new));
  }

  /** Starts a class with arguments. */
  static WorkerProcess of(CorrectionsFolder folder, String failpoint, String... program)
      throws IOException {
    Path errors = Files.createTempFile(folder.path(), "worker", ".log");
    ProcessBuilder builder =
        OwnJvm.of(failpoint, program)
            .redirectError(errors.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return new WorkerProcess(folder, builder.start(), errors);
  }

  /** Waits until the newest job is so. */
  JsonNode awaitJob(Predicate<JsonNode> so) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < deadline) {
      JsonNode job = folder.command("jobs", "list").json().path("jobs").path(0);
      if (so.test(job)) {
        return job;
      }
      assertThat("it ended: " + told(), process.isAlive(), is(true));
      Thread.sleep(300);
    }
    throw new AssertionError("waited in vain for the job: " + told());
  }

  /** Sends a signal, as by {@code kill}. */
  static void signal(long pid, String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start();
    assertThat(kill.waitFor(), is(0));
  }

  /** The exit code. */
  int exitCode() throws Exception {
    assertThat(told(), process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), is(true));
    return process.exitValue();
  }

  /** What it said on stderr. */
  String told() throws IOException {
    return Files.readString(errors);
  }
}
