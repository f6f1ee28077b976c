package prefmill.runners.command.jobs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import prefmill.trainers.adapter.AttemptFolder;
import prefmill.trainers.jobs.history.JobAttempt;

/**
 * An attempt with the files that keep what its program said.
 *
 * @param attempt the attempt
 * @param folder where its files are: its own folder or, once the adapter is there, the adapter's
 *     for the attempt that made it and a folder of it for each other one
 */
record AttemptView(JobAttempt attempt, Optional<Path> folder) {
  private static final String STDOUT = "events.jsonl";
  private static final String STDERR = "stderr.txt";

  /**
   * Finds the files.
   *
   * @param adapter the folder of the job's adapter, if there is one
   * @param made whether this attempt made it
   */
  static AttemptView of(JobAttempt attempt, Optional<Path> adapter, boolean made) {
    Optional<Path> own = attempt.folder().map(Path::of);
    Optional<Path> kept =
        made
            ? adapter
            : own.flatMap(
                folder ->
                    adapter.map(a -> a.resolve(AttemptFolder.LOGS).resolve(folder.getFileName())));
    return new AttemptView(
        attempt, own.filter(Files::isDirectory).or(() -> kept.filter(Files::isDirectory)));
  }

  /** What the program said on stdout; empty for the built-in trainer, which has no program. */
  Optional<Path> stdout() {
    return file(STDOUT);
  }

  /** What the program said on stderr. */
  Optional<Path> stderr() {
    return file(STDERR);
  }

  Map<String, Object> json() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("attempt", attempt.fence());
    values.put("holder", attempt.holder());
    values.put("began_at", attempt.beganAt().toString());
    values.put("ended_at", attempt.endedAt().map(Object::toString).orElse(null));
    values.put("cost", JobView.value(attempt.cost()));
    values.put("folder", text(folder));
    values.put("stdout", text(stdout()));
    values.put("stderr", text(stderr()));
    return values;
  }

  static String text(Optional<Path> path) {
    return path.map(Path::toString).orElse(null);
  }

  private Optional<Path> file(String name) {
    return folder.map(f -> f.resolve(name)).filter(Files::isRegularFile);
  }
}
