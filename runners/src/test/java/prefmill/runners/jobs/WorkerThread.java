package prefmill.runners.jobs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import prefmill.runners.cli.Invocation;
import prefmill.runners.nightly.CorrectionsFolder;

/** A command that trains in this process while the test asks about it. */
record WorkerThread(CorrectionsFolder folder, CompletableFuture<Invocation> ended) {
  private static final long PATIENCE_SECONDS = 60;

  static WorkerThread start(CorrectionsFolder folder, String... command) {
    CompletableFuture<Invocation> ended = new CompletableFuture<>();
    Thread thread = new Thread(() -> ended.complete(folder.command(command)), "worker");
    thread.setDaemon(true);
    thread.start();
    return new WorkerThread(folder, ended);
  }

  /** Waits until the newest job is so. */
  JsonNode awaitJob(Predicate<JsonNode> so) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < deadline) {
      JsonNode job = folder.command("jobs", "list").json().path("jobs").path(0);
      if (so.test(job)) {
        return job;
      }
      assertThat("it ended: " + ended, ended.isDone(), is(false));
      Thread.sleep(200);
    }
    throw new AssertionError("waited in vain for the job");
  }

  /** How it ended. */
  Invocation result() throws Exception {
    return ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
