package prefmill.datasets.manifest;

import java.util.Map;
import java.util.TreeMap;

/**
 * What differs from the previous version, and why.
 *
 * @param carried rows that both have
 * @param added rows that only this one has, by cause
 * @param removed rows that only the previous one has, by cause
 * @param newEvents events that the previous ledger does not know, by how they ended
 * @param changedEvents events that ended otherwise before, by how they ended now
 */
public record Changes(
    long carried,
    Map<String, Long> added,
    Map<String, Long> removed,
    Map<String, Long> newEvents,
    Map<String, Long> changedEvents) {
  public Changes {
    added = new TreeMap<>(added);
    removed = new TreeMap<>(removed);
    newEvents = new TreeMap<>(newEvents);
    changedEvents = new TreeMap<>(changedEvents);
  }
}
