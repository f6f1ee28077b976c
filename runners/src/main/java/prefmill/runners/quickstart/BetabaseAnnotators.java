package prefmill.runners.quickstart;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import prefmill.runners.quickstart.corpus.Exchanges;
import prefmill.runners.quickstart.corpus.Exchanges.Exchange;
import prefmill.runners.quickstart.tables.BetabasePair;

/** A few annotators who choose between two answers, some of them with documents at hand. */
final class BetabaseAnnotators {
  private static final int PAIRS = 380;
  private static final int ANNOTATORS = 6;

  private final Exchanges exchanges;

  BetabaseAnnotators(Exchanges exchanges) {
    this.exchanges = exchanges;
  }

  List<BetabasePair> rows() {
    List<String> annotators = new ArrayList<>();
    for (int i = 0; i < ANNOTATORS; i++) {
      annotators.add(exchanges.email());
    }
    List<BetabasePair> rows = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      Exchange e = exchanges.next();
      boolean agrees = exchanges.agrees();
      String annotator = annotators.get(i % ANNOTATORS);
      rows.add(
          new BetabasePair(
              exchanges.uuid(),
              e.question(),
              e.better(agrees),
              e.worse(agrees),
              (50 + exchanges.random().nextInt(51)) / 100.0,
              i % 4 == 0 ? documents(e) : null,
              annotator,
              i % 10 == 0 ? "Checked by " + annotator : null,
              e.after(86_400)));
    }
    rows.sort(Comparator.comparing(BetabasePair::createdAt).thenComparing(BetabasePair::id));
    return rows;
  }

  private static String documents(Exchange e) {
    return JsonNodeFactory.instance
        .arrayNode()
        .add("Handbook, chapter " + e.topic().replace('_', ' ') + ": support answers in steps.")
        .toString();
  }
}
