package prefmill.trainers.external;

import java.nio.file.Path;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.training.TrainingException;

/**
 * Says in a sentence why a trainer's program ended before its adapter was there. Its own words can
 * quote rows, so that they stay in the file that keeps them.
 */
final class ChildFailure {
  private static final int STOPPED = 143;
  private static final int KILLED = 137;

  private ChildFailure() {}

  static TrainingException of(
      ExternalBackend backend, String mend, RunLog log, int exitCode, Path stderr) {
    String name = backend.label();
    return new TrainingException(
        log.error()
            .map(error -> told(error, name, mend, log, stderr))
            .orElseGet(() -> untold(name, log, exitCode, stderr)));
  }

  private static String told(
      TrainerEvent error, String name, String mend, RunLog log, Path stderr) {
    String message = error.text("message");
    return switch (error.text("kind")) {
      case "refused" -> message;
      case "not_finite" ->
          "The %s is not a finite number: lower the learning rate, or look for broken weights in the base model."
              .formatted(message);
      case "imports" ->
          "The environment of %s lacks a library: %s; the details are in %s."
              .formatted(name, mend, stderr);
      case "memory" ->
          "%s ran out of memory%s: lower batch_size or max_length; the details are in %s."
              .formatted(name, after(log), stderr);
      default ->
          "%s failed%s (%s); its own words are in %s.".formatted(name, after(log), message, stderr);
    };
  }

  private static String untold(String name, RunLog log, int exitCode, Path stderr) {
    return switch (exitCode) {
      case STOPPED ->
          "%s was stopped from outside%s: run the same again, it goes on from its last checkpoint."
              .formatted(name, after(log));
      case KILLED ->
          "%s was killed%s, which is what systems do when memory runs out: lower batch_size or max_length and run the same again; its own words are in %s."
              .formatted(name, after(log), stderr);
      default ->
          "%s ended with exit code %d%s and left no adapter; its own words are in %s."
              .formatted(name, exitCode, after(log), stderr);
    };
  }

  private static String after(RunLog log) {
    return log.lastStep() == 0 ? " before its first step" : " after step " + log.lastStep();
  }
}
