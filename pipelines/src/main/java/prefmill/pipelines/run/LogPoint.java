package prefmill.pipelines.run;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import prefmill.datasets.manifest.Manifest;
import prefmill.pipelines.job.Refusal;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;

/**
 * What a build reads: the state of an event log at some time.
 *
 * @param asOf the time that the build's clock shows
 * @param log the log's entries at that time
 */
public record LogPoint(Instant asOf, List<LogManifest> log) {
  public LogPoint {
    log = List.copyOf(log);
  }

  /** The log as it was at a time. */
  public static LogPoint at(Instant asOf, EventLog log) throws IOException {
    return new LogPoint(
        asOf, log.manifests().stream().filter(m -> !m.landedAt().isAfter(asOf)).toList());
  }

  /**
   * The log that a version was built from, and its clock.
   *
   * @throws Refusal if the log no longer has all of it
   */
  public static LogPoint of(Manifest version, EventLog log) throws IOException {
    List<LogManifest> entries =
        log.manifests().stream().filter(m -> version.log().contains(m.name())).toList();
    if (entries.size() < version.log().size()) {
      throw new Refusal(
          "%s has %d of the %d entries that version %d was built from: restore the others from a backup"
              .formatted(log.folder(), entries.size(), version.log().size(), version.version()));
    }
    return new LogPoint(Instant.parse(version.asOf()), entries);
  }
}
