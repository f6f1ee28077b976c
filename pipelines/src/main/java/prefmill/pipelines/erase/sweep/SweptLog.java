package prefmill.pipelines.erase.sweep;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import prefmill.pipelines.job.Refusal;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;

/** An event log as a build reads it: without persons who are forgotten. */
public final class SweptLog {
  private final EventLog log;
  private final String keyId;

  private SweptLog(EventLog log, String keyId) {
    this.log = log;
    this.keyId = keyId;
  }

  /** A log that was written under a key. */
  public static SweptLog of(EventLog log, String keyId) {
    return new SweptLog(log, keyId);
  }

  /** Its entries, once nobody who is forgotten is in them. */
  public List<LogManifest> entries() throws IOException {
    LogSweep.of(log, keyId).sweep();
    return log.manifests();
  }

  /**
   * Looks whether the log has these entries as they were, once nobody who is forgotten is in it.
   *
   * @throws Refusal if a person was taken out of one: what was built from them is not to be
   *     published
   */
  public void requireSame(List<LogManifest> entries) throws IOException {
    Set<String> names = new HashSet<>();
    entries().forEach(entry -> names.add(entry.name()));
    if (!entries.stream().allMatch(entry -> names.contains(entry.name()))) {
      throw new Refusal(
          "somebody was forgotten while the version was built: run `prefmill build` again");
    }
  }
}
