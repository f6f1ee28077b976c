package prefmill.datasets.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import prefmill.datasets.manifest.Changes;
import prefmill.datasets.manifest.DraftManifest;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.Outcome;

/**
 * Finds what differs between a version and the one before it, and why.
 *
 * <p>A row is added because of a new_event it rests on, or because of the policy, the masking_key
 * or the code that changed, or because other_events settled otherwise. A row is removed because of
 * the rule that now rejects its first event, because its event is gone (event_gone), or for one of
 * the reasons above.
 */
public final class ChangesSince {
  private final DraftManifest draft;
  private final Manifest previous;
  private final Map<String, LedgerEntry> before;
  private final Map<String, LedgerEntry> now;

  private ChangesSince(
      Manifest previous, DraftManifest draft, List<LedgerEntry> before, List<LedgerEntry> now) {
    this.previous = previous;
    this.draft = draft;
    this.before = byEvent(before);
    this.now = byEvent(now);
  }

  /** The changes of a first version: every row and every event is new. */
  public static Changes first(DraftManifest draft) {
    long rows = draft.numbered(1, null, null).rowsInAll();
    Map<String, Long> ends = new TreeMap<>();
    draft.counts().deadByClass().forEach((name, n) -> ends.put("dead." + name, n));
    draft.counts().rejectedByRule().forEach((rule, n) -> ends.put("rejected." + rule, n));
    ends.put("used", draft.counts().used());
    return new Changes(0, Map.of("new_event", rows), Map.of(), ends, Map.of());
  }

  /** The changes from a published version to the files of an attempt. */
  public static Changes of(Path previousFolder, Manifest previous, Path folder, DraftManifest draft)
      throws IOException {
    VersionTables oldFiles = VersionTables.of(previousFolder, previous.files());
    VersionTables newFiles = VersionTables.of(folder, draft.files());
    ChangesSince changes = new ChangesSince(previous, draft, oldFiles.ledger(), newFiles.ledger());
    return changes.between(oldFiles.rows(), newFiles.rows());
  }

  private Changes between(Map<String, RowPlace> oldRows, Map<String, RowPlace> newRows) {
    Map<String, Long> newEvents = new TreeMap<>();
    Map<String, Long> changedEvents = new TreeMap<>();
    for (LedgerEntry entry : now.values()) {
      LedgerEntry was = before.get(entry.eventId());
      if (was == null) {
        newEvents.merge(end(entry), 1L, Long::sum);
      } else if (!end(was).equals(end(entry))) {
        changedEvents.merge(end(entry), 1L, Long::sum);
      }
    }
    long carried = newRows.keySet().stream().filter(oldRows::containsKey).count();
    return new Changes(
        carried,
        causes(newRows, oldRows, now, before),
        causes(oldRows, newRows, before, now),
        newEvents,
        changedEvents);
  }

  private Map<String, Long> causes(
      Map<String, RowPlace> rows,
      Map<String, RowPlace> others,
      Map<String, LedgerEntry> here,
      Map<String, LedgerEntry> there) {
    Map<String, String> causeOfRow = new HashMap<>();
    for (LedgerEntry entry : here.values()) {
      for (String row : entry.exampleIds()) {
        if (rows.containsKey(row) && !others.containsKey(row)) {
          causeOfRow.merge(row, cause(there.get(entry.eventId()), here == now), this::stronger);
        }
      }
    }
    Map<String, Long> causes = new TreeMap<>();
    causeOfRow.values().forEach(cause -> causes.merge(cause, 1L, Long::sum));
    return causes;
  }

  private String cause(LedgerEntry elsewhere, boolean added) {
    if (elsewhere == null) {
      return added ? "new_event" : "event_gone";
    }
    if (!added && elsewhere.outcome() == Outcome.REJECTED) {
      return end(elsewhere).substring("rejected.".length());
    }
    if (!previous.policyHash().equals(draft.policyHash())) {
      return "policy";
    }
    if (!previous.keyIds().equals(draft.keyIds())) {
      return "masking_key";
    }
    return previous.codeVersion().equals(draft.codeVersion()) ? "other_events" : "code";
  }

  /** Of the causes that a row's events give, an event that came or went explains most. */
  private String stronger(String one, String other) {
    return rank(one) != rank(other)
        ? (rank(one) < rank(other) ? one : other)
        : (one.compareTo(other) <= 0 ? one : other);
  }

  private static int rank(String cause) {
    return switch (cause) {
      case "new_event", "event_gone" -> 0;
      case "policy", "masking_key", "code", "other_events" -> 2;
      default -> 1;
    };
  }

  private static String end(LedgerEntry entry) {
    return switch (entry.outcome()) {
      case USED -> "used";
      case REJECTED -> "rejected." + entry.stage() + "." + entry.rule();
      case DEAD -> "dead." + entry.rule();
    };
  }

  private static Map<String, LedgerEntry> byEvent(List<LedgerEntry> entries) {
    Map<String, LedgerEntry> byEvent = new HashMap<>();
    entries.forEach(entry -> byEvent.put(entry.eventId(), entry));
    return byEvent;
  }
}
