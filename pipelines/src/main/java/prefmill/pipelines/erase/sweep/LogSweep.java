package prefmill.pipelines.erase.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import prefmill.datasets.faults.Failpoint;
import prefmill.datasets.objects.Places;
import prefmill.datasets.store.StoreFault;
import prefmill.pipelines.cache.SettledCache;
import prefmill.pipelines.erase.Erasures;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.log.compact.Compactions;
import prefmill.transforms.consent.Admission;

/**
 * Takes forgotten persons out of an event log: segments that hold one are written again without.
 *
 * <p>Entries that were looked through for the same erasures are not read again. What is taken out
 * is noted first, so that a pass that was killed anywhere is finished by the next.
 */
public final class LogSweep {
  private final EventLog log;
  private final Erasures erasures;
  private final Sweeps sweeps;
  private final SettledCache cache;
  private final String keyId;

  private LogSweep(EventLog log, String keyId) {
    Path dataset = log.folder().toAbsolutePath().getParent();
    this.log = log;
    this.erasures = Erasures.of(dataset);
    this.sweeps = Sweeps.of(dataset);
    this.cache = SettledCache.of(dataset);
    this.keyId = keyId;
  }

  /** A pass over a log that was written under a key. */
  public static LogSweep of(EventLog log, String keyId) {
    return new LogSweep(log, keyId);
  }

  /** Sweeps what was not swept yet; of several at once each leaves the log clean. */
  public void sweep() throws IOException {
    if (erasures.newest() > 0) {
      sweep(Optional.empty());
    }
  }

  /** Takes also out whose consent was taken back and whose retention has ended. */
  public void sweepEnded(Admission admission) throws IOException {
    sweep(Optional.of(admission));
  }

  private void sweep(Optional<Admission> ended) throws IOException {
    boolean done = false;
    while (!done) {
      List<LogManifest> entries = log.manifests();
      try {
        done = pass(entries, ended);
      } catch (StoreFault e) {
        // another one that sweeps takes segments away, too
        if (log.manifests().equals(entries)) {
          throw e;
        }
      }
    }
  }

  /** False if another one changed the log meanwhile, so that it is to be read again. */
  private boolean pass(List<LogManifest> entries, Optional<Admission> ended) throws IOException {
    long newest = erasures.newest();
    Leaving leaving = new Leaving(erasures.persons(keyId), ended);
    Sweeps.Mark mark = sweeps.mark();
    Found found = new Found();
    for (LogManifest entry : entries) {
      if (ended.isPresent() || mark.erasures() < newest || entry.number() > mark.entry()) {
        found.look(log, entry, leaving);
      }
    }
    if (!found.segments.isEmpty()) {
      cache.remove();
      sweeps.add(found.sweep());
      Failpoint.hit("after-sweep-noted");
    }
    for (Map.Entry<LogManifest, Set<Segment>> each : found.segments.entrySet()) {
      if (!rewrite(each.getKey(), each.getValue(), leaving)) {
        return false;
      }
    }
    Compactions.of(log.folder()).removeStale(log.manifests());
    cache.removeStale(log);
    long last = entries.stream().mapToLong(LogManifest::number).max().orElse(0);
    sweeps.mark(new Sweeps.Mark(newest, last));
    return true;
  }

  private boolean rewrite(LogManifest entry, Set<Segment> holding, Leaving leaving)
      throws IOException {
    List<Segment> segments = new ArrayList<>();
    for (Segment segment : entry.segments()) {
      if (holding.contains(segment)) {
        SegmentCopy.without(leaving, log.folder(), segment).ifPresent(segments::add);
      } else {
        segments.add(segment);
      }
    }
    Failpoint.hit("after-segments-rewritten");
    if (!log.replace(entry, entry.rewritten(segments))) {
      return false;
    }
    Failpoint.hit("after-entry-rewritten");
    for (Segment segment : holding) {
      Files.deleteIfExists(Places.in(log.folder(), segment.path()));
    }
    return true;
  }

  private static final class Found {
    final Map<LogManifest, Set<Segment>> segments = new LinkedHashMap<>();
    private final Set<String> events = new TreeSet<>();
    private long first = Long.MAX_VALUE;

    void look(EventLog log, LogManifest entry, Leaving leaving) throws IOException {
      for (Segment segment : entry.segments()) {
        ErasedEvent.each(
            Places.in(log.folder(), segment.path()),
            leaving,
            event -> {
              segments.computeIfAbsent(entry, e -> new LinkedHashSet<>()).add(segment);
              events.add(event.eventId());
              first = Math.min(first, event.createdAt() == null ? first : event.createdAt());
            });
      }
    }

    Sweep sweep() {
      return new Sweep(
          Sweep.FORMAT,
          segments.keySet().stream().flatMap(entry -> entry.names().stream()).toList(),
          segments.values().stream().flatMap(Set::stream).map(Segment::path).toList(),
          List.copyOf(events),
          first == Long.MAX_VALUE ? null : day(first).toString(),
          false);
    }

    private static LocalDate day(long micros) {
      return LocalDate.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC);
    }
  }
}
