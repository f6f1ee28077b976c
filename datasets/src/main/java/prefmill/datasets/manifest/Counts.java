package prefmill.datasets.manifest;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import prefmill.datasets.rows.LedgerEntry;

/**
 * How many events came in and how they ended.
 *
 * @param in distinct events and dead letters
 * @param used events that a row rests on
 * @param rejected events that a rule said no to
 * @param dead records that could not be understood
 * @param rejectedByRule the rejected by stage and rule, such as settle.conflict
 * @param deadByClass the dead by error class, such as bad_json
 */
public record Counts(
    long in,
    long used,
    long rejected,
    long dead,
    Map<String, Long> rejectedByRule,
    Map<String, Long> deadByClass) {
  public Counts {
    rejectedByRule = new TreeMap<>(rejectedByRule);
    deadByClass = new TreeMap<>(deadByClass);
  }

  /** No events. */
  public static Counts none() {
    return new Counts(0, 0, 0, 0, Map.of(), Map.of());
  }

  /** The sums over ledger entries; every entry came in once. */
  public static Counts of(Collection<LedgerEntry> entries) {
    Tally tally = new Tally();
    entries.forEach(tally::add);
    return tally.counts();
  }

  /** The sums over ledger entries that come one at a time. */
  public static final class Tally {
    private final Map<String, Long> rejected = new TreeMap<>();
    private final Map<String, Long> dead = new TreeMap<>();
    private long in;
    private long used;

    /** Takes an entry. */
    public void add(LedgerEntry entry) {
      in++;
      switch (entry.outcome()) {
        case USED -> used++;
        case REJECTED -> rejected.merge(entry.stage() + "." + entry.rule(), 1L, Long::sum);
        case DEAD -> dead.merge(entry.rule(), 1L, Long::sum);
      }
    }

    /** The sums so far. */
    public Counts counts() {
      return new Counts(in, used, sum(rejected), sum(dead), rejected, dead);
    }
  }

  /** The counts of both. */
  public Counts plus(Counts other) {
    return new Counts(
        in + other.in,
        used + other.used,
        rejected + other.rejected,
        dead + other.dead,
        merged(rejectedByRule, other.rejectedByRule),
        merged(deadByClass, other.deadByClass));
  }

  /** The same outcomes, with what came in counted elsewhere. */
  public Counts withIn(long events) {
    return new Counts(events, used, rejected, dead, rejectedByRule, deadByClass);
  }

  /** Whether every event that came in ended exactly once. */
  public boolean balanced() {
    return in == used + rejected + dead
        && rejected == sum(rejectedByRule)
        && dead == sum(deadByClass);
  }

  private static Map<String, Long> merged(Map<String, Long> one, Map<String, Long> other) {
    Map<String, Long> sums = new TreeMap<>(one);
    other.forEach((key, n) -> sums.merge(key, n, Long::sum));
    return sums;
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
