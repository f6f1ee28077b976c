package prefmill.trainers.registry.live;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static prefmill.trainers.registry.Fixtures.evaluate;
import static prefmill.trainers.registry.Fixtures.move;
import static prefmill.trainers.registry.Fixtures.promote;

import java.util.UUID;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.junit.jupiter.api.Test;
import prefmill.trainers.registry.TwoAdapters;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.evidence.EvidenceRows;

/** What the database says of aliases to every client, whatever that one writes. */
class AliasRulesTest extends TwoAdapters {
  @Test
  void rollbackGoesOnlyToWhatWasLiveUnderThatAlias() {
    assertThat(
        refusal(() -> rollback(null, first)), containsString("was not live under prod before"));
    promote(null, first, passed(first));
    assertThat(refusal(() -> rollback(first, second)), containsString("only a promotion"));
    assertThat(refusal(() -> rollback(first, first)), containsString("only a promotion"));
    promote(first, second, evaluate(second, first, "passed"));
    rollback(second, first);
    assertThat(column("select model_id from prefmill.live_adapters"), contains("support@0.1.0"));
  }

  @Test
  void theDatabaseDatesAndNumbersEventsWhateverTheClientGives() {
    promote(null, first, passed(first));
    run(
        """
        insert into prefmill.alias_events (id, alias, "from", "to", actor, action, evidence, at)
        overriding system value
        values (-7, 'prod', '%s', '%s', 'x', 'promote', '%s', '2001-01-01')
        """
            .formatted(first.id(), second.id(), evaluate(second, first, "passed")));
    assertThat(column("select model_id from prefmill.live_adapters"), contains("support@0.2.0"));
    assertThat(
        column(
            """
            select (until >= since)::text from prefmill.live_periods
            where since > now() - interval '1 hour' order by since
            """),
        contains("true", null));
  }

  @Test
  void timesOfRowsAreTheDatabases() {
    String dated =
        EvidenceRows.EVIDENCE
            .replace("code_version)", "code_version, created_at)")
            .replace(":decision, 'test'", ":decision, 'test', '2099-01-01'");
    assertThat(dated, containsString("2099"));
    UUID evidence = EvidenceRows.enter(sql, dated, first, null, "passed");
    assertThat(
        column("select (created_at <= clock_timestamp())::text from prefmill.evaluations"),
        contains("true"));
    promote(null, first, evidence);
    assertThat(
        refusal(() -> run("update prefmill.model_registry set deployed_at = '2001-01-01'")),
        containsString("deployed_at moves with prefmill.alias_events"));
  }

  @Test
  void aMoveThatCouldNotSeeTheOneBeforeItIsRefused() {
    UUID evidence = passed(second);
    assertThat(
        refusal(
            () ->
                sql.useTransaction(
                    TransactionIsolationLevel.REPEATABLE_READ,
                    handle -> move(handle, "promote", null, second, evidence))),
        containsString("read committed"));
  }

  @Test
  void taintedAdapterIsNotLiveAndItsAliasStillStands() {
    promote(null, first, passed(first));
    run("update prefmill.model_registry set status = 'tainted' where version = '0.1.0'");
    assertThat(column("select model_id from prefmill.live_adapters"), is(empty()));
    assertThat(
        column("select alias || ' ' || model_id || ' ' || status from prefmill.aliases"),
        contains("prod support@0.1.0 tainted"));
    assertThat(column("select status from prefmill.live_periods"), contains("tainted"));
    promote(first, second, passed(second));
    assertThat(
        column("select model_id || ' ' || status from prefmill.live_adapters"),
        contains("support@0.2.0 deployed"));
  }

  @Test
  void withdrawnAliasStandsForNothing() {
    promote(null, first, passed(first));
    run(
        """
        insert into prefmill.alias_events (alias, "from", actor, action)
        select 'prod', id, 'x', 'withdraw' from prefmill.model_registry where version = '0.1.0'
        """);
    assertThat(column("select model_id from prefmill.live_adapters"), is(empty()));
    assertThat(
        column("select concat_ws(' ', alias, model_id, action) from prefmill.aliases"),
        contains("prod withdraw"));
  }

  private void rollback(RegisteredAdapter from, RegisteredAdapter to) {
    sql.useHandle(handle -> move(handle, "rollback", from, to, null));
  }

  private UUID passed(RegisteredAdapter adapter) {
    return evaluate(adapter, "passed");
  }
}
