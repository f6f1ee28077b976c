package prefmill.runners.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import prefmill.runners.cli.Output;
import prefmill.runners.cli.Table;
import prefmill.runners.failure.CommandFailure;

/** The jobs of a Flink cluster, as {@code prefmill jobs --flink-master} lists and ends them. */
public final class ClusterJobs {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final FlinkMaster master;
  private final FlinkRest rest;

  private ClusterJobs(FlinkMaster master) {
    this.master = master;
    this.rest = FlinkRest.of(master);
  }

  /** The jobs of a cluster. */
  public static ClusterJobs of(FlinkMaster master) {
    return new ClusterJobs(master);
  }

  /** Writes them all, the newest first. */
  public void list(Output output) {
    List<ClusterJob> jobs = rest.jobs();
    Table table = Table.of("JOB", "NAME", "STATE", "STARTED", "RAN", "TASKS");
    for (ClusterJob job : jobs) {
      table.line(
          job.id().substring(0, 8),
          job.name(),
          job.state(),
          started(job),
          Duration.ofMillis(job.millis()).truncatedTo(ChronoUnit.SECONDS).toString().substring(2),
          job.finished() + " of " + job.tasks());
    }
    output.result(
        Map.of("jobs", jobs.stream().map(ClusterJobs::json).toList()),
        table.isEmpty() ? "No job on the cluster." : table.toString());
  }

  /**
   * Ends a stream's job behind a savepoint and waits for it.
   *
   * @param id the job's id, or how it begins
   * @param folder where the savepoint is to lie; empty for the cluster's own
   */
  public void stop(String id, Optional<String> folder, Output output) {
    ClusterJob job = running(id);
    String request = rest.stop(job, folder);
    String savepoint =
        await(
            () -> rest.savepoint(job, request),
            "job " + job.id() + " has not written its savepoint");
    ClusterJob ended = awaitEnd(job);
    Map<String, Object> values = json(ended);
    values.put("savepoint", savepoint);
    output.result(
        values, "Job %s is stopped; its savepoint is %s.".formatted(ended.id(), savepoint));
  }

  /** Ends a job at once and waits for it. */
  public void cancel(String id, Output output) {
    ClusterJob job = running(id);
    rest.cancel(job);
    ClusterJob ended = awaitEnd(job);
    output.result(json(ended), "Job %s is %s.".formatted(ended.id(), words(ended)));
  }

  /** Ends jobs that still run by their names, waits for them, and gives them. */
  public List<ClusterJob> cancel(Predicate<String> names) {
    List<ClusterJob> running =
        rest.jobs().stream().filter(job -> !job.ended() && names.test(job.name())).toList();
    running.forEach(rest::cancel);
    return running.stream().map(this::awaitEnd).toList();
  }

  private ClusterJob awaitEnd(ClusterJob job) {
    return await(
        () -> Optional.of(find(job.id())).filter(ClusterJob::ended),
        "job " + job.id() + " has not ended");
  }

  private ClusterJob running(String id) {
    ClusterJob job = find(id);
    if (job.ended()) {
      throw CommandFailure.failed("Job %s has ended: it is %s.".formatted(job.id(), words(job)));
    }
    return job;
  }

  private ClusterJob find(String id) {
    List<ClusterJob> found = rest.jobs().stream().filter(job -> job.id().startsWith(id)).toList();
    if (found.size() != 1) {
      throw CommandFailure.usage(
          found.isEmpty()
              ? "The cluster at %s has no job %s: `prefmill jobs list --flink-master %s` shows which it has."
                  .formatted(master.address(), id, master.address())
              : "%d jobs begin with %s: write more of the id.".formatted(found.size(), id));
    }
    return found.get(0);
  }

  private static <T> T await(Supplier<Optional<T>> asked, String missing) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (System.nanoTime() < end) {
        Optional<T> said = asked.get();
        if (said.isPresent()) {
          return said.get();
        }
        Thread.sleep(200);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw CommandFailure.failed(
        "After %d minutes %s; the cluster goes on with it."
            .formatted(PATIENCE.toMinutes(), missing));
  }

  private static Map<String, Object> json(ClusterJob job) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", job.id());
    values.put("name", job.name());
    values.put("state", words(job));
    values.put("started", started(job));
    values.put("seconds", job.millis() / 1000);
    values.put("tasks_finished", job.finished());
    values.put("tasks", job.tasks());
    return values;
  }

  private static String words(ClusterJob job) {
    return job.state().toLowerCase(java.util.Locale.ROOT);
  }

  private static String started(ClusterJob job) {
    return Instant.ofEpochMilli(job.started()).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
