package prefmill.trainers.registry.evidence;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import prefmill.trainers.registry.TwoAdapters;

/** What an alias stood for, on which evidence, and who is named for it. */
class EvidenceTest extends TwoAdapters {
  @Test
  void promotionCitesPassingEvidenceOfThatAdapter() {
    String because = "is no passing evidence";
    assertThat(
        refusal(() -> promote(null, first, evaluate(first, "refused"))), containsString(because));
    assertThat(
        refusal(() -> promote(null, first, evaluate(second, "passed"))), containsString(because));
    assertThat(refusal(() -> promote(null, first, null)), containsString("violates check"));
    assertThat(live(), is(empty()));
  }

  @Test
  void promotionIsCompareAndSet() {
    promote(null, first, evaluate(first, "passed"));
    assertThat(live(), contains("support@0.1.0"));
    UUID evidence = evaluate(second, first, "passed");
    assertThat(refusal(() -> promote(null, second, evidence)), containsString("alias prod is at"));
    promote(first, second, evidence);
    assertThat(live(), contains("support@0.2.0"));
  }

  @Test
  void theStatusMovesWithTheAliasWhateverClientMovesIt() {
    promote(null, first, evaluate(first, "passed"));
    promote(first, second, evaluate(second, first, "passed"));
    assertThat(
        text("select string_agg(status, ' ' order by version) from prefmill.model_registry"),
        is("deprecated deployed"));
    assertThat(
        text(
            "select (m.deployed_at = e.at)::text from prefmill.model_registry m join prefmill.alias_events e on e.\"to\" = m.id order by e.id desc limit 1"),
        is("true"));
    String set = "update prefmill.model_registry set status = '%s' where model_id = '%s'";
    assertThat(
        refusal(() -> run(set.formatted("deployed", first.modelId()))),
        containsString("live under no alias"));
    assertThat(
        refusal(() -> run(set.formatted("testing", second.modelId()))), containsString("is live"));
  }

  @Test
  void taintedAdapterCannotGoLive() {
    UUID evidence = evaluate(first, "passed");
    sql.useHandle(
        handle ->
            handle.execute(
                "update prefmill.model_registry set status = 'tainted' where id = ?", first.id()));
    assertThat(refusal(() -> promote(null, first, evidence)), containsString("tainted"));
  }

  @Test
  void auditNamesTheActor() {
    assertThat(
        column("select distinct actor from prefmill.audit_log"),
        contains(System.getProperty("user.name")));
  }

  private String text(String query) {
    return sql.withHandle(handle -> handle.createQuery(query).mapTo(String.class).one());
  }
}
