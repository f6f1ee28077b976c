package prefmill.runners.quickstart;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import prefmill.runners.quickstart.corpus.Exchanges;
import prefmill.runners.quickstart.corpus.Exchanges.Exchange;
import prefmill.runners.quickstart.tables.BetabaseFeedback;

/** Sessions of a team's own assistant: thumbs, ratings, corrections, remarks, second thoughts. */
final class BetabaseSessions {
  private static final int CORRECTIONS = 400;
  private static final int RATED_TWICE = 230;
  private static final int THUMBS = 260;
  private static final int REMARKS = 120;
  private static final int SECOND_THOUGHTS = 40;
  private static final List<String> TEAMS = List.of("retail", "logistics", "campus", "studio");

  private final Exchanges exchanges;
  private final List<BetabaseFeedback> rows = new ArrayList<>();

  BetabaseSessions(Exchanges exchanges) {
    this.exchanges = exchanges;
  }

  List<BetabaseFeedback> rows() {
    for (int i = 0; i < CORRECTIONS; i++) {
      corrects(i);
    }
    for (int i = 0; i < RATED_TWICE; i++) {
      ratesTwo();
    }
    for (int i = 0; i < THUMBS; i++) {
      judges(i);
    }
    for (int i = 0; i < REMARKS; i++) {
      remarks();
    }
    for (int i = 0; i < SECOND_THOUGHTS; i++) {
      takesBack();
    }
    rows.sort(
        Comparator.comparing(BetabaseFeedback::createdAt).thenComparing(BetabaseFeedback::id));
    return rows;
  }

  private void corrects(int i) {
    Exchange e = exchanges.next();
    boolean agrees = exchanges.agrees();
    String session = session();
    if (i % 5 < 3) {
      add(session, e, e.worse(agrees), "thumbs_down", null, e.after(30));
    }
    String text = i % 12 == 0 ? "You forgot to mention the second step." : e.better(agrees);
    add(session, e, e.worse(agrees), "correction", object().put("correction", text), e.after(70));
  }

  private void ratesTwo() {
    Exchange e = exchanges.next();
    boolean agrees = exchanges.agrees();
    String session = session();
    int low = 1 + exchanges.random().nextInt(2);
    add(session, e, e.worse(agrees), "rating", rating(low), e.after(40));
    add(session, e, e.better(agrees), "rating", rating(low + 3), e.after(95));
  }

  private void judges(int i) {
    Exchange e = exchanges.next();
    boolean good = exchanges.random().nextBoolean();
    String type = good == exchanges.agrees() ? "thumbs_up" : "thumbs_down";
    String session = session();
    String answer = good ? e.liked() : e.disliked();
    add(session, e, answer, type, null, e.after(25));
    if (i % 6 == 0) {
      add(session, e, answer, type, null, e.after(26));
    }
  }

  private void remarks() {
    Exchange e = exchanges.next();
    boolean good = exchanges.random().nextBoolean();
    int stars = good == exchanges.agrees() ? 5 : 1;
    ObjectNode value = object().put("comment", exchanges.comment()).put("rating", stars);
    value.put("accuracy", 1 + exchanges.random().nextInt(5));
    add(session(), e, good ? e.liked() : e.disliked(), "detailed", value, e.after(200));
  }

  private void takesBack() {
    Exchange e = exchanges.next();
    String session = session();
    add(session, e, e.liked(), "thumbs_up", null, e.after(12));
    add(session, e, e.liked(), "rating", rating(3), e.after(300));
  }

  private void add(
      String session, Exchange e, String answer, String type, ObjectNode value, Instant at) {
    boolean curated = exchanges.random().nextInt(15) == 0;
    rows.add(
        new BetabaseFeedback(
            exchanges.uuid(),
            session,
            e.question(),
            answer,
            type,
            value == null ? null : value.toString(),
            curated ? "curator@example.org" : null,
            TEAMS.get(exchanges.random().nextInt(TEAMS.size())),
            at));
  }

  private String session() {
    return "s-" + exchanges.uuid();
  }

  private static ObjectNode rating(int stars) {
    return object().put("rating", stars).put("max", 5);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
