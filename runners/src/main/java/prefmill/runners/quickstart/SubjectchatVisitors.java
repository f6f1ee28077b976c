package prefmill.runners.quickstart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import prefmill.runners.quickstart.corpus.Exchanges;
import prefmill.runners.quickstart.corpus.Exchanges.Exchange;
import prefmill.runners.quickstart.tables.SubjectchatRow;

/** Visitors without a name who rate the answers on the help pages; some press twice. */
final class SubjectchatVisitors {
  private static final int QUESTIONS = 45;
  private static final int RATINGS = 12;

  private final Exchanges exchanges;

  SubjectchatVisitors(Exchanges exchanges) {
    this.exchanges = exchanges;
  }

  List<SubjectchatRow> rows() {
    List<SubjectchatRow> rows = new ArrayList<>();
    for (int i = 0; i < QUESTIONS; i++) {
      Exchange exchange = exchanges.next();
      for (int k = 0; k < RATINGS; k++) {
        boolean good = k % 2 == 0;
        int opinion = good == exchanges.agrees() ? 1 : -1;
        int rating = exchanges.random().nextInt(9) == 0 ? 0 : opinion;
        SubjectchatRow row =
            new SubjectchatRow(
                "help-" + exchange.topic(),
                good ? exchange.liked() : exchange.disliked(),
                exchange.question(),
                rating,
                2 * k + 1,
                exchange.after(900 * (k + 1)));
        rows.add(row);
        if (exchanges.random().nextInt(20) == 0) {
          rows.add(row);
        }
      }
    }
    rows.sort(Comparator.comparing(SubjectchatRow::createdAt));
    return rows;
  }
}
