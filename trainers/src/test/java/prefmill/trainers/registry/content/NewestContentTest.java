package prefmill.trainers.registry.content;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static prefmill.trainers.registry.Fixtures.version;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import prefmill.datasets.lineage.RowEvents;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Split;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.TestDatabase;
import prefmill.trainers.registry.entry.RegisteredDataset;

class NewestContentTest {
  private static final Instant TEN = Instant.parse("2026-11-16T10:00:00Z");
  private static final String SAID =
      """
      select concat_ws(' | ', id, coalesce(session_hash, '-'), query, coalesce(response, '-'),
        feedback_type, feedback_value, coalesce(organization, '-'),
        coalesce(extract(epoch from created_at)::bigint::text, '-'))
      from prefmill.rlhf_feedback order by id, feedback_type
      """;
  private static final String PAIRS =
      """
      select concat_ws(' | ', id, query, chosen_response, rejected_response, preference_strength,
        context_documents, annotation_notes, extract(epoch from created_at)::bigint)
      from prefmill.preference_pairs order by id
      """;

  private final TestDatabase database = TestDatabase.create();
  private final Registry registry = database.registry();
  private final NewestContent content = NewestContent.of(registry);
  private final RegisteredDataset first = registry.datasets().register(version(1, 'a'));
  private final RegisteredDataset second = registry.datasets().register(version(2, 'b'));

  @Test
  void holdsEveryThingThatAnEventSaid() {
    assertThat(
        content.replace(
            first,
            (pairs, feedback) -> {
              feedback.add(said("e1", "Lyon.", "thumb", "down", null));
              feedback.add(said("e1", "Lyon.", "correction", "Paris.\0", null));
              feedback.add(said("e2", null, "review", "approve", "acme"));
            }),
        is(true));
    assertThat(
        column(SAID),
        contains(
            "e1 | s1 | Capital? | Lyon. | correction | Paris.\uFFFD | - | 1794823200",
            "e1 | s1 | Capital? | Lyon. | thumb | down | - | 1794823200",
            "e2 | s1 | Capital? | - | review | approve | acme | 1794823200"));
  }

  @Test
  void pairIsAsOldAsItsEarliestEvent() {
    RowOrigins.of(registry)
        .enter(
            first,
            List.of(new RowEvents("r1", Config.PREFERENCE, Split.TRAIN, List.of("late", "early"))));
    content.replace(
        first,
        (pairs, feedback) -> {
          pairs.add(
              new PairContent(
                  "r1", "Capital?", "Paris.", "Lyon.", 1, List.of("atlas"), "correction"));
          feedback.add(at("late", TEN.plusSeconds(9)));
          feedback.add(at("early", TEN));
        });
    assertThat(
        column(PAIRS),
        contains("r1 | Capital? | Paris. | Lyon. | 1 | [\"atlas\"] | correction | 1794823200"));
  }

  @Test
  void newerVersionTakesTheOldOnesPlaceAndNotTheOtherWayRound() {
    content.replace(first, one("old"));
    assertThat(content.holds(second), is(false));
    assertThat(content.replace(second, one("new")), is(true));
    assertThat(content.holds(first), is(true));
    assertThat(content.replace(first, one("old")), is(false));
    assertThat(column("select id from prefmill.rlhf_feedback"), contains("new"));
  }

  /** Both were asked before either had written: the older one waits, and finds the newer. */
  @Test
  void olderVersionThatComesLateLeavesTheNewerAlone() throws Exception {
    CompletableFuture<Boolean> late = new CompletableFuture<>();
    content.replace(
        second,
        (pairs, feedback) -> {
          feedback.add(said("new", "r", "thumb", "up", null));
          late.completeAsync(() -> content.replace(first, one("old")));
          awaitWaiting();
        });
    assertThat(late.get(30, TimeUnit.SECONDS), is(false));
    assertThat(column("select id from prefmill.rlhf_feedback"), contains("new"));
  }

  @Test
  void versionIsAnOrganizationsIfAllItsEventsAre() {
    content.replace(
        first,
        (pairs, feedback) -> {
          feedback.add(said("e1", "r", "thumb", "up", "acme"));
          feedback.add(said("e2", "r", "thumb", "up", "acme"));
        });
    assertThat(organization(1), is("acme"));
    content.replace(
        second,
        (pairs, feedback) -> {
          feedback.add(said("e1", "r", "thumb", "up", "acme"));
          feedback.add(said("e2", "r", "thumb", "up", null));
        });
    assertThat(organization(2), is(nullValue()));
    RegisteredDataset masked = registry.datasets().register(version(3, 'c'));
    content.replace(
        masked, (pairs, feedback) -> feedback.add(said("e1", "r", "thumb", "up", "<PERSON_1>")));
    assertThat(organization(3), is(nullValue()));
  }

  private void awaitWaiting() {
    Jdbi sql = database.sql();
    for (int i = 0; i < 1_000; i++) {
      boolean waits =
          sql.withHandle(
              handle ->
                  handle
                      .createQuery(
                          "select exists (select 1 from pg_locks where locktype = 'advisory' and not granted)")
                      .mapTo(Boolean.class)
                      .one());
      if (waits) {
        return;
      }
    }
    throw new AssertionError("nobody waits");
  }

  private static NewestContent.Content one(String id) {
    return (pairs, feedback) -> feedback.add(said(id, "r", "thumb", "up", null));
  }

  private static FeedbackContent said(
      String id, String response, String type, String value, String organization) {
    return new FeedbackContent(id, "s1", "Capital?", response, type, value, organization, TEN);
  }

  private static FeedbackContent at(String id, Instant time) {
    return new FeedbackContent(id, null, "Capital?", "Lyon.", "thumb", "down", null, time);
  }

  private String organization(int version) {
    return database
        .sql()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select organization from prefmill.training_datasets where version = ?")
                    .bind(0, version)
                    .mapTo(String.class)
                    .one());
  }

  private List<String> column(String query) {
    return database
        .sql()
        .withHandle(handle -> handle.createQuery(query).mapTo(String.class).list());
  }
}
