package prefmill.pipelines.erase.sweep;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What one pass over the event log took out of it.
 *
 * @param format 1
 * @param entries the names that the entries had which held it: what was built from them held it too
 * @param segments the files that held it, in the log's folder, until every copy is gone; then none
 * @param events the ids of the events, until every copy is gone; then none
 * @param firstDay the day (UTC) of the earliest of them, ISO 8601; null if none tells its time
 * @param settled whether every copy is gone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Sweep(
    int format,
    List<String> entries,
    List<String> segments,
    List<String> events,
    String firstDay,
    boolean settled) {
  /** The format that this version writes. */
  public static final int FORMAT = 1;

  public Sweep {
    entries = List.copyOf(entries);
    // an earlier version noted none
    segments = segments == null ? List.of() : List.copyOf(segments);
    events = List.copyOf(events);
  }

  /** The same once every copy is gone: it names no event any more. */
  Sweep withoutEvents() {
    return new Sweep(format, entries, List.of(), List.of(), null, true);
  }
}
