package prefmill.pipelines.rekey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import prefmill.datasets.faults.Failpoint;
import prefmill.datasets.objects.Places;
import prefmill.pipelines.cache.SettledCache;
import prefmill.pipelines.erase.Erasures;
import prefmill.pipelines.job.DatasetKey;
import prefmill.pipelines.job.Refusal;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.log.compact.Compactions;
import prefmill.pipelines.log.gc.LogGarbage;
import prefmill.pipelines.policy.Policy;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.keys.LaterKeys;

/**
 * Carries an event log and its erasures over to the policy's masking key from a key that it took
 * the place of: ids, tokens and dead letters' ids are hashed again.
 *
 * <p>One entry after the other is written again and then put in the place of the old one, so a pass
 * that was killed anywhere is finished by the next. Until then nothing reads the log.
 */
public final class RekeyLog {
  private final EventLog log;
  private final Erasures erasures;
  private final List<KeyedHash> steps;

  /**
   * What was carried over.
   *
   * @param keyId names the key that all is under
   * @param entries entries of the log
   * @param events their events, redeliveries included
   * @param erasures erasures that were not noted under this key
   */
  public record Carried(String keyId, int entries, long events, int erasures) {}

  private RekeyLog(EventLog log, KeyedHash hash) {
    this.log = log;
    this.erasures = Erasures.of(log.folder().getParent());
    this.steps = hash.steps();
  }

  /** The log of a policy. */
  public static RekeyLog of(Policy policy) {
    EventLog log = EventLog.open(policy.store(), policy.dataset());
    return new RekeyLog(log, DatasetKey.of(policy).hash());
  }

  /**
   * Carries over what is not yet.
   *
   * @throws Refusal if something is under a key that the policy does not name
   */
  public Carried run() throws IOException {
    String keyId = steps.get(steps.size() - 1).keyId();
    List<LogManifest> entries = log.manifests();
    for (LogManifest entry : entries) {
      var unused = later(entry);
    }
    int noted = erasures.noteUnder(steps);
    int carried = 0;
    long events = 0;
    for (LogManifest entry : entries) {
      LaterKeys later = later(entry);
      if (!later.isEmpty()) {
        carry(entry, later, keyId);
        carried++;
        events += entry.rows();
      }
    }
    Compactions.of(log.folder()).removeStale(log.manifests());
    SettledCache.of(log.folder().toAbsolutePath().getParent()).removeStale(log);
    removeLeft();
    return new Carried(keyId, carried, events, noted);
  }

  /**
   * Removes what passes that were killed left behind. All of it is older than the entry that was
   * written again last; what a run under this key has landed since then is younger.
   */
  private void removeLeft() throws IOException {
    Instant last = Instant.EPOCH;
    for (LogManifest entry : log.manifests()) {
      if (entry.rewritten() != null) {
        Instant written = Files.getLastModifiedTime(log.file(entry)).toInstant();
        last = written.isAfter(last) ? written : last;
      }
    }
    var unused = LogGarbage.remove(log, LogGarbage.of(log, last));
  }

  private LaterKeys later(LogManifest entry) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).keyId().equals(entry.keyId())) {
        return LaterKeys.of(steps.subList(i + 1, steps.size()));
      }
    }
    throw new Refusal(
        "%s was written under the masking key %s, which is neither the policy's nor one of its previous_keys %s: name it there, the oldest first"
            .formatted(log.file(entry), entry.keyId(), named()));
  }

  private List<String> named() {
    return steps.stream().map(KeyedHash::keyId).toList();
  }

  private void carry(LogManifest entry, LaterKeys later, String keyId) throws IOException {
    List<Segment> segments = CarriedSegments.of(log.folder(), entry.segments(), later);
    List<String> letters = new ArrayList<>();
    for (String file : entry.deadLetters()) {
      letters.add(CarriedLetters.of(log.folder(), file, later));
    }
    Failpoint.hit("after-entry-carried");
    if (!log.replace(entry, entry.under(keyId, segments, letters))) {
      throw new Refusal(
          log.file(entry) + " was changed by another run meanwhile: run `prefmill rekey` again");
    }
    Failpoint.hit("after-entry-rekeyed");
    for (Segment segment : entry.segments()) {
      Files.deleteIfExists(Places.in(log.folder(), segment.path()));
    }
    for (String file : entry.deadLetters()) {
      Path old = Places.in(log.folder(), file);
      Files.deleteIfExists(old);
    }
  }
}
