package prefmill.runners.quickstart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import prefmill.runners.quickstart.corpus.Exchanges;
import prefmill.runners.quickstart.corpus.Exchanges.Exchange;
import prefmill.runners.quickstart.tables.HelpemRow;

/** Users of an assistant with thumbs below each answer; some ask for another answer, some waver. */
final class HelpemUsers {
  private static final int USERS = 1_100;
  private static final int SECOND_ANSWERS = 720;
  private static final int SINGLE_ANSWERS = 420;
  private static final int COMMON_QUESTIONS = 50;
  private static final int VOTERS = 8;
  private static final List<String> ACTIONS = List.of("ticket", "reminder", "todo");

  private final Exchanges exchanges;
  private final List<String> users = new ArrayList<>();
  private final List<HelpemRow> rows = new ArrayList<>();

  HelpemUsers(Exchanges exchanges) {
    this.exchanges = exchanges;
    for (int i = 0; i < USERS; i++) {
      users.add(exchanges.uuid().toString());
    }
  }

  List<HelpemRow> rows() {
    for (int i = 0; i < SECOND_ANSWERS; i++) {
      asksAgain(users.get(i % USERS));
    }
    for (int i = 0; i < SINGLE_ANSWERS; i++) {
      judgesOne(users.get(exchanges.random().nextInt(USERS)), i);
    }
    for (int i = 0; i < COMMON_QUESTIONS; i++) {
      manyJudge(exchanges.next());
    }
    rows.sort(Comparator.comparing(HelpemRow::createdAt).thenComparing(HelpemRow::messageId));
    return rows;
  }

  private void asksAgain(String user) {
    Exchange exchange = exchanges.next();
    boolean agrees = exchanges.agrees();
    add(user, "down", exchange.question(), exchange.worse(agrees), exchange.after(20));
    add(user, "up", exchange.question(), exchange.better(agrees), exchange.after(90));
  }

  private void judgesOne(String user, int i) {
    Exchange exchange = exchanges.next();
    boolean good = exchanges.random().nextBoolean();
    String thumb = good == exchanges.agrees() ? "up" : "down";
    String answer = good ? exchange.liked() : exchange.disliked();
    if (i % 25 == 0) {
      answer = exchanges.refusal();
      thumb = "down";
    } else if (i % 60 == 1) {
      answer = "";
    } else if (i % 150 == 2) {
      answer = null;
    }
    add(user, thumb, exchange.question(), answer, exchange.after(15));
  }

  private void manyJudge(Exchange exchange) {
    for (int i = 0; i < VOTERS; i++) {
      String user = users.get(exchanges.random().nextInt(USERS));
      boolean good = i % 2 == 0;
      String thumb = good == exchanges.agrees() ? "up" : "down";
      String answer = good ? exchange.liked() : exchange.disliked();
      add(user, thumb, exchange.question(), answer, exchange.after(3_600 * (i + 1)));
    }
  }

  private void add(String user, String thumb, String question, String answer, Instant at) {
    boolean wavers = exchanges.random().nextInt(12) == 0;
    String other = thumb.equals("up") ? "down" : "up";
    String action =
        exchanges.random().nextInt(4) == 0
            ? ACTIONS.get(exchanges.random().nextInt(ACTIONS.size()))
            : null;
    rows.add(
        new HelpemRow(
            user,
            "msg_" + exchanges.uuid(),
            wavers ? other : thumb,
            thumb,
            question,
            answer,
            action,
            action == null ? null : "{\"priority\": " + exchanges.random().nextInt(3) + "}",
            at,
            wavers ? at.plusSeconds(400) : at));
  }
}
