package prefmill.runners.project;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.run.LogPoint;
import prefmill.runners.failure.CommandFailure;

/** Versions and times as options name them; an option that is not given names nothing. */
public final class PointInTime {
  private static final String NUMBER = "[0-9]{1,9}";

  private PointInTime() {}

  /**
   * The version of --against: latest, a number, or DATASET@N.
   *
   * @throws CommandFailure with the exit code of wrong usage, if there is none
   */
  public static Optional<PublishedVersion> against(Project project, String text)
      throws IOException {
    if (text == null) {
      return Optional.empty();
    }
    String version = text.equals("latest") ? null : text;
    return Optional.of(VersionReference.parse(version).find(project));
  }

  /**
   * The state of the event log that --as-of names: a time, or the number of a version that was
   * built from it.
   *
   * @throws CommandFailure with the exit code of wrong usage, if it is neither
   */
  public static Optional<LogPoint> asOf(Project project, String text) throws IOException {
    if (text == null) {
      return Optional.empty();
    }
    EventLog log = EventLog.open(project.policy().store(), project.policy().dataset());
    return Optional.of(
        text.matches(NUMBER)
            ? LogPoint.of(VersionReference.parse(text).find(project).manifest(), log)
            : LogPoint.at(time(text), log));
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw CommandFailure.usage(
          "--as-of \"%s\" is neither a time such as 2026-11-20T02:00:00Z nor a version's number."
              .formatted(text));
    }
  }
}
