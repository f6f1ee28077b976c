package prefmill.trainers.registry.evidence;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prefmill.trainers.registry.TwoAdapters;

/** What the database asks of evidence, and of evidence that a promotion rests on. */
class PromotionEvidenceTest extends TwoAdapters {
  @Test
  void evidenceHoldsTheAdapterAgainstWhatIsLive() {
    UUID againstBase = evaluate(second, "passed");
    promote(null, first, evaluate(first, "passed"));
    assertThat(
        refusal(() -> promote(first, second, againstBase)),
        containsString("against the base model, and alias prod is at " + first.id()));
    UUID againstFirst = evaluate(second, first, "passed");
    UUID newer = evaluate(second, first, "refused");
    assertThat(
        refusal(() -> promote(first, second, againstFirst)), containsString("is not the newest"));
    assertThat(
        refusal(() -> promote(first, second, newer)), containsString("is no passing evidence"));
    promote(first, second, evaluate(second, first, "passed"));
    assertThat(live(), contains("support@0.2.0"));
  }

  @Test
  void whatIsTaintedIsNoBaseline() {
    promote(null, first, evaluate(first, "passed"));
    sql.useHandle(
        handle ->
            handle.execute(
                "update prefmill.model_registry set status = 'tainted' where id = ?", first.id()));
    promote(first, second, evaluate(second, "passed"));
    assertThat(live(), contains("support@0.2.0"));
  }

  @Test
  void evidenceOnTheValidationRowsPromotesNothing() {
    String statement = EvidenceRows.EVIDENCE.replace("'test',\n", "'validation',\n");
    UUID evidence = EvidenceRows.enter(sql, statement, first, null, "passed");
    assertThat(
        refusal(() -> promote(null, first, evidence)), containsString("not on the test rows"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "repeat('e', 64) | null | evidence_is_named",
        "m.base_model_sha256, coalesce | null, coalesce | other files",
        "coalesce(b.adapter_sha256, m.base_model_sha256) | null | another baseline",
        "coalesce(b.adapter_sha256, m.base_model_sha256) | repeat('7', 64) | another baseline",
        "'{}', 'test' | null, 'test' | evidence_is_named",
        "repeat('f', 64), prefmill | null, prefmill | evidence_is_named",
        "prefmill.looks(repeat('f', 64), m.dataset_content_hash) + 1 | null | decision_is_a_look",
        "prefmill.looks(repeat('f', 64), m.dataset_content_hash) + 1 | 2 | is not look 2",
        "m.adapter_content_hash | null | decision_is_a_look",
        "m.adapter_content_hash | repeat('7', 64) | other files",
        "m.id, b.id, m.dataset_content_hash | m.id, b.id, repeat('7', 64) | another version",
      })
  void evidenceNamesEverythingThatItRestsOn(String column, String wrong, String because) {
    String statement = EvidenceRows.EVIDENCE.replace(column, wrong);
    assertThat(statement.equals(EvidenceRows.EVIDENCE), is(false));
    assertThat(
        refusal(() -> EvidenceRows.enter(sql, statement, first, null, "passed")),
        containsString(because));
  }
}
