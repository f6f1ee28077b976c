package prefmill.pipelines.lineage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import prefmill.datasets.read.VersionTables;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.Outcome;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.log.cursor.ContextCursor;
import prefmill.transforms.event.MaskedEvent;

/** The events that the rows of a published version rest on, as the event log has them. */
public final class UsedEvents {
  private final EventLog log;
  private final List<Segment> segments;
  private final Map<String, List<String>> rowsByEvent;

  private UsedEvents(EventLog log, List<Segment> segments, Map<String, List<String>> rowsByEvent) {
    this.log = log;
    this.segments = segments;
    this.rowsByEvent = rowsByEvent;
  }

  /** The used events of a version in a store. */
  public static UsedEvents of(Path store, PublishedVersion version) throws IOException {
    EventLog log = EventLog.open(store, version.manifest().dataset());
    Set<String> builtFrom = new HashSet<>(version.manifest().log());
    List<Segment> segments =
        log.manifests().stream()
            .filter(m -> builtFrom.contains(m.name()))
            .flatMap(m -> m.segments().stream())
            .toList();
    Map<String, List<String>> rows =
        VersionTables.of(version.folder(), version.manifest().files()).ledger().stream()
            .filter(entry -> entry.outcome() == Outcome.USED)
            .collect(Collectors.toMap(LedgerEntry::eventId, LedgerEntry::exampleIds));
    return new UsedEvents(log, segments, rows);
  }

  /** Hands out each used event once, of redeliveries one; one context is in memory at a time. */
  public void each(Consumer<MaskedEvent> reader) throws IOException {
    Set<String> seen = new HashSet<>();
    try (ContextCursor cursor = ContextCursor.open(log.folder(), segments, 0, 0)) {
      for (List<MaskedEvent> events = cursor.next(); !events.isEmpty(); events = cursor.next()) {
        for (MaskedEvent event : events) {
          String id = event.keys().eventId();
          if (rowsByEvent.containsKey(id) && seen.add(id)) {
            reader.accept(event);
          }
        }
      }
    }
  }

  /**
   * Whose word each row is, by row_id: the keyed hash of a person, of several the least; a
   * curator's only where the row rests on no person's word. Only slim columns are read.
   */
  public Map<String, String> persons() throws IOException {
    Map<String, String> persons = new HashMap<>();
    Map<String, String> curators = new HashMap<>();
    for (Segment segment : segments) {
      EventOwner.each(
          log.folder().resolve(segment.path()),
          owner -> {
            Map<String, String> words = owner.curated() ? curators : persons;
            for (String row : rowsByEvent.getOrDefault(owner.eventId(), List.of())) {
              words.merge(row, owner.person().hex(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
            }
          });
    }
    curators.forEach(persons::putIfAbsent);
    return persons;
  }
}
