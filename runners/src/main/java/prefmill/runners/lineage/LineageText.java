package prefmill.runners.lineage;

import java.util.List;
import java.util.Optional;
import prefmill.datasets.explain.Printable;
import prefmill.datasets.lineage.RowEvents;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.Outcome;
import prefmill.runners.view.PeriodView;
import prefmill.trainers.registry.lineage.AdapterOrigin;
import prefmill.trainers.registry.lineage.LivePeriod;

/** A lineage as indented lines, each step below the one that it follows from. */
final class LineageText {
  private static final int SHOWN_ROWS = 20;

  private final StringBuilder text = new StringBuilder();

  private LineageText() {}

  static String of(EventLineage event) {
    LineageText lines = new LineageText();
    lines.line(0, "event " + event.eventId());
    event.versions().forEach(lines::version);
    return lines.text.toString();
  }

  static String of(Optional<String> alias, List<LivePeriod> past, AdapterLineage adapter) {
    LineageText lines = new LineageText();
    alias.ifPresent(
        name -> {
          lines.line(0, "alias " + name);
          past.forEach(p -> lines.line(1, p.modelId() + " " + PeriodView.text(p)));
        });
    lines.adapter(adapter);
    return lines.text.toString();
  }

  private void version(EventLineage.InVersion in) {
    LedgerEntry entry = in.explanation().entry();
    String outcome =
        entry.outcome() == Outcome.USED
            ? "used"
            : "%s by %s"
                .formatted(
                    entry.outcome().label(),
                    entry.stage() == null ? entry.rule() : entry.stage() + ", " + entry.rule());
    line(1, "version " + in.explanation().version() + ": " + outcome);
    in.explanation().rows().forEach(row -> line(2, "row " + row.rowId() + " in " + row.place()));
    in.adapters().forEach(this::adapter);
  }

  private void adapter(EventLineage.InAdapter in) {
    String role =
        switch (in.role()) {
          case LEARNED -> " learned from it";
          case HELD_OUT -> " did not learn from it; it was held out";
          case NONE -> " did not learn from it";
        };
    line(2, described(in.origin()) + role);
    if (in.live().isEmpty()) {
      line(3, "never live");
    }
    in.live().forEach(period -> line(3, PeriodView.text(period)));
  }

  private void adapter(AdapterLineage adapter) {
    AdapterOrigin origin = adapter.origin();
    line(0, "adapter " + described(origin));
    adapter.live().forEach(period -> line(1, PeriodView.text(period)));
    line(
        1,
        "trained on %s@%d, content %.8s"
            .formatted(origin.dataset(), origin.datasetVersion(), origin.contentHash()));
    if (adapter.rows().isEmpty()) {
      line(2, "its rows are gone: the store no longer has this version");
      return;
    }
    List<RowEvents> rows = adapter.rows().get();
    long events = rows.stream().flatMap(row -> row.events().stream()).distinct().count();
    line(2, "%d rows to learn from, which rest on %d events".formatted(rows.size(), events));
    rows.stream()
        .limit(SHOWN_ROWS)
        .forEach(row -> line(2, "row " + row.rowId() + ": " + String.join(", ", row.events())));
    if (rows.size() > SHOWN_ROWS) {
      line(2, "... and %d more, all of them with --json".formatted(rows.size() - SHOWN_ROWS));
    }
  }

  private static String described(AdapterOrigin origin) {
    return "%s (%s with %s, %s)"
        .formatted(origin.modelId(), origin.method(), origin.trainer(), origin.status());
  }

  private void line(int depth, String words) {
    text.append("  ".repeat(depth)).append(Printable.of(words)).append('\n');
  }
}
