package prefmill.datasets.explain;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.read.RowPlace;
import prefmill.datasets.read.VersionReader;
import prefmill.datasets.read.VersionTables;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.Outcome;
import prefmill.datasets.rows.Rejection;

/** Finds out what became of an event in a version: what `dataset explain` shows. */
public final class ExplainEvent {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ExplainEvent() {}

  /** The explanation from the version in a folder; empty if its ledger has no such event. */
  public static Optional<EventExplanation> of(Path folder, String eventId) throws IOException {
    Manifest manifest = VersionReader.open(folder).manifest();
    VersionTables tables = VersionTables.of(folder, manifest.files());
    Optional<LedgerEntry> entry = tables.entry(eventId);
    return entry.isEmpty()
        ? Optional.empty()
        : Optional.of(explain(manifest.version(), tables, entry.get()));
  }

  private static EventExplanation explain(int version, VersionTables tables, LedgerEntry entry)
      throws IOException {
    List<Rejection> rejections = tables.rejections(entry.eventId());
    Set<String> named = new TreeSet<>(entry.exampleIds());
    rejections.stream().map(Rejection::winner).filter(Objects::nonNull).forEach(named::add);
    Map<String, String> places = tables.places(named);
    List<RowPlace> rows =
        entry.exampleIds().stream().map(row -> new RowPlace(row, places.get(row))).toList();
    DeadLetterLine letter =
        entry.outcome() == Outcome.DEAD ? deadLetter(tables, entry.eventId()) : null;
    return new EventExplanation(version, entry, rows, rejections, places, letter);
  }

  private static DeadLetterLine deadLetter(VersionTables tables, String id) throws IOException {
    for (String line : tables.deadLetters()) {
      DeadLetterLine letter = MAPPER.readValue(line, DeadLetterLine.class);
      if (letter.id().equals(id)) {
        return letter;
      }
    }
    return null;
  }
}
