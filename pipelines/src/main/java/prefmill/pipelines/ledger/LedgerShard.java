package prefmill.pipelines.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.Outcome;
import prefmill.datasets.rows.Rejection;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.DeadLetter;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.rows.Fate;

/**
 * Balances the events of one stretch of buckets: each ends as used, as rejected or as dead.
 *
 * <p>Used is who supports a row that stays; else the first rule in the flow that said no, to the
 * event or to its row, is the reason.
 */
final class LedgerShard {
  private static final Comparator<DeadLetter> PLACE =
      Comparator.comparing(DeadLetter::source, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(DeadLetter::file, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparingLong(DeadLetter::offset);

  private final Map<String, Event> events = new HashMap<>();
  private final Map<Id, Fate> fates = new HashMap<>();
  private final Map<String, DeadLetter> deadLetters = new HashMap<>();

  /** Takes one element of what the steps said. */
  void add(LedgerItem item) {
    if (item.fate() != null) {
      fates.merge(
          item.fate().ref().row(), item.fate(), (a, b) -> Fate.FLOW.compare(a, b) <= 0 ? a : b);
    } else if (item.deadLetter() != null) {
      deadLetters.merge(
          item.deadLetter().id(), item.deadLetter(), (a, b) -> PLACE.compare(a, b) <= 0 ? a : b);
    } else {
      Outcomes said = item.outcomes();
      said.rejections().forEach(r -> event(r.eventId()).refuse(r.reason(), null, r.winner()));
      said.uses().forEach(u -> event(u.eventId()).rows.add(u.row()));
      for (Outcomes.Dead dead : said.dead()) {
        deadLetters.put(dead.eventId(), DeadEvent.letter(dead));
      }
    }
  }

  /** What is written of each event, in the ledger's order. */
  List<LedgerLine> lines() {
    List<LedgerLine> lines = new ArrayList<>(events.size() + deadLetters.size());
    events.forEach(
        (eventId, event) -> {
          LedgerEntry entry = event.entry(eventId);
          boolean rejected = entry.outcome() == Outcome.REJECTED;
          lines.add(new LedgerLine(entry, rejected ? event.rejection(entry) : null, null));
        });
    deadLetters
        .values()
        .forEach(d -> lines.add(new LedgerLine(LedgerEntry.dead(d.id(), d.errorClass()), null, d)));
    lines.sort(LedgerLine.ORDER);
    return lines;
  }

  private Event event(String eventId) {
    return events.computeIfAbsent(eventId, id -> new Event());
  }

  private final class Event {
    private final List<Id> rows = new ArrayList<>(2);
    private Reason reason;
    private String row;
    private String winner;

    void refuse(Reason other, String otherRow, String otherWinner) {
      int order = reason == null ? 1 : Reason.FLOW.compare(reason, other);
      if (order > 0 || (order == 0 && before(otherRow, otherWinner))) {
        reason = other;
        row = otherRow;
        winner = otherWinner;
      }
    }

    /** Among equal reasons the least row, then the least winner is told. */
    private boolean before(String otherRow, String otherWinner) {
      Comparator<String> order = Comparator.nullsLast(Comparator.naturalOrder());
      int byRow = order.compare(otherRow, row);
      return byRow < 0 || (byRow == 0 && order.compare(otherWinner, winner) < 0);
    }

    LedgerEntry entry(String eventId) {
      List<String> stay =
          rows.stream().filter(r -> !fates.containsKey(r)).map(Id::hex).distinct().toList();
      if (!stay.isEmpty()) {
        return LedgerEntry.used(eventId, stay);
      }
      for (Id dropped : rows) {
        Fate fate = fates.get(dropped);
        refuse(
            fate.reason(), dropped.hex(), fate.winner().isPresent() ? fate.winner().hex() : null);
      }
      return LedgerEntry.rejected(
          eventId, reason.stage().label(), reason.rule(), reason.value(), reason.threshold());
    }

    Rejection rejection(LedgerEntry entry) {
      return new Rejection(
          entry.eventId(),
          row,
          entry.stage(),
          entry.rule(),
          entry.value(),
          entry.threshold(),
          winner);
    }
  }
}
