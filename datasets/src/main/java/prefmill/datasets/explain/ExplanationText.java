package prefmill.datasets.explain;

import java.util.List;
import prefmill.datasets.canonical.Decimals;
import prefmill.datasets.read.RowPlace;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.Rejection;

/** Writes an explanation as a chain of steps. */
final class ExplanationText {
  private static final List<String> STAGES = Stages.IN_ORDER;

  private final EventExplanation explanation;
  private final LedgerEntry entry;
  private final StringBuilder text = new StringBuilder();

  private ExplanationText(EventExplanation explanation) {
    this.explanation = explanation;
    this.entry = explanation.entry();
  }

  static String of(EventExplanation explanation) {
    return new ExplanationText(explanation).write();
  }

  private String write() {
    line("event " + entry.eventId() + ", version " + explanation.version());
    switch (entry.outcome()) {
      case USED -> used();
      case REJECTED -> rejected();
      case DEAD -> dead();
    }
    return text.toString();
  }

  private void used() {
    line("  came in -> " + String.join(" -> ", STAGES.subList(0, 10)) + " -> used");
    line("  published rows that rest on it:");
    for (RowPlace row : explanation.rows()) {
      line("    " + row.rowId() + " in " + row.place());
    }
    dropped("  rows that it would have supported, too:");
  }

  private void rejected() {
    int stage = STAGES.indexOf(entry.stage());
    String passed = stage <= 0 ? "" : String.join(" -> ", STAGES.subList(0, stage)) + " -> ";
    line("  came in -> " + passed + entry.stage() + ": rejected by " + entry.rule());
    line("  " + Reasons.ofRule(entry.stage(), entry.rule()));
    measured("  ", entry.value(), entry.threshold());
    dropped("  what was rejected on its account:");
    line("  no published row rests on it");
  }

  private void dead() {
    line("  came in -> dead letter: " + entry.rule());
    line("  " + Reasons.ofErrorClass(entry.rule()));
    DeadLetterLine letter = explanation.deadLetter();
    if (letter != null) {
      line("  " + letter.message());
      line(
          "  it stands in %s, file %s, line %d, byte %d, %d bytes long"
              .formatted(
                  letter.source(), letter.file(), letter.line(), letter.offset(), letter.length()));
      line("  its shape: " + letter.shape());
    }
  }

  private void dropped(String heading) {
    List<Rejection> rejections =
        explanation.rejections().stream().filter(this::saysMoreThanTheLedger).toList();
    if (!rejections.isEmpty()) {
      line(heading);
    }
    for (Rejection rejection : rejections) {
      String what = rejection.rowId() == null ? "the event" : "row " + rejection.rowId();
      line("    " + what + ": " + rejection.stage() + ", " + rejection.rule());
      measured("      ", rejection.value(), rejection.threshold());
      if (rejection.winner() != null) {
        line("      " + instead(rejection));
      }
    }
  }

  private boolean saysMoreThanTheLedger(Rejection rejection) {
    return rejection.rowId() != null
        || rejection.winner() != null
        || !rejection.stage().equals(entry.stage())
        || !rejection.rule().equals(entry.rule());
  }

  private String instead(Rejection rejection) {
    String winner = rejection.winner();
    String place = explanation.winners().get(winner);
    String row = "row " + winner + (place == null ? "" : " in " + place);
    return switch (rejection.stage()) {
      case "settle", "dedup" -> "counts in its place: event " + winner;
      case "decontaminate" -> "held out: " + row;
      default -> "kept in its place: " + row;
    };
  }

  private void measured(String indent, Double value, Double threshold) {
    if (value != null) {
      String limit = threshold == null ? "" : ", threshold " + Decimals.plain(threshold);
      line(indent + "measured " + Decimals.plain(value) + limit);
    }
  }

  private void line(String words) {
    text.append(Printable.of(words)).append('\n');
  }
}
