package prefmill.trainers.registry.live;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static prefmill.trainers.registry.Fixtures.hash;
import static prefmill.trainers.registry.Fixtures.version;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import prefmill.trainers.registry.Fixtures;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.RegistryException;
import prefmill.trainers.registry.TestDatabase;
import prefmill.trainers.registry.entry.AdapterStatus;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.entry.RegisteredDataset;

class AliasesTest {
  private static final String ALIAS = "support";

  private final TestDatabase database = TestDatabase.create();
  private final Registry registry = database.registry();
  private final Aliases aliases = Aliases.of(registry);
  private final Evaluations evaluations = Evaluations.of(registry);
  private RegisteredAdapter first;
  private RegisteredAdapter second;
  private RegisteredAdapter third;

  @BeforeEach
  void trainThreeAdapters() {
    RegisteredDataset dataset = registry.datasets().register(version(1, 'a'));
    first = Fixtures.train(registry, dataset, '1');
    second = Fixtures.train(registry, dataset, '2');
    third = Fixtures.train(registry, dataset, '3');
  }

  @Test
  void promotionMakesLiveAndTellsWhoWhenAndOnWhat() {
    assertThat(aliases.live(ALIAS), is(Optional.empty()));
    UUID evidence = passed(first);
    LiveAdapter live = aliases.promote(ALIAS, first, Optional.empty(), evidence, "ann");

    assertThat(aliases.live(ALIAS), is(Optional.of(live)));
    assertThat(live.modelId(), is("support@0.1.0"));
    assertThat(live.actor(), is("ann"));
    assertThat(live.evidence(), is(Optional.of(evidence)));
    assertThat(status(first), is(AdapterStatus.DEPLOYED));
    assertThat(auditedActors(), contains("ann", "ann"));
  }

  @Test
  void whoSawSomethingElseIsRefused() {
    promote(first, null);
    UUID evidence = passed(second, first);
    RegistryException refusal =
        assertThrows(
            RegistryException.class,
            () -> aliases.promote(ALIAS, second, Optional.empty(), evidence, "bob"));
    assertThat(refusal.getMessage(), containsString("changed by someone else"));
    assertThat(aliases.live(ALIAS).orElseThrow().modelId(), is("support@0.1.0"));
    assertThat(status(second), is(AdapterStatus.TESTING));
  }

  @Test
  void whoExpectsWhatWasNeverRegisteredIsRefusedAndNotTakenForNothing() {
    UUID evidence = passed(first);
    RegistryException refusal =
        assertThrows(
            RegistryException.class,
            () -> aliases.promote(ALIAS, first, Optional.of("support@7.0.0"), evidence, "bob"));
    assertThat(refusal.getMessage(), containsString("holds no adapter support@7.0.0"));
    assertThat(aliases.live(ALIAS), is(Optional.empty()));
  }

  @Test
  void taintedAdapterIsStillWhatItsAliasStandsForAndAnotherTakesItsPlace() {
    promote(first, null);
    taint(first);
    assertThat(aliases.live(ALIAS).orElseThrow().status(), is(AdapterStatus.TAINTED));
    aliases.promote(ALIAS, second, Optional.of(first.modelId()), passed(second), "ann");
    assertThat(aliases.live(ALIAS).orElseThrow().modelId(), is("support@0.2.0"));
    assertThat(status(first), is(AdapterStatus.TAINTED));
  }

  @Test
  void evidenceThatDoesNotPassIsRefused() {
    UUID refused = enter(first, null, Evaluation.Decision.REFUSED);
    RegistryException refusal =
        assertThrows(
            RegistryException.class,
            () -> aliases.promote(ALIAS, first, Optional.empty(), refused, "ann"));
    assertThat(refusal.getMessage(), containsString("is no passing evidence"));
  }

  @Test
  void rollbacksGoDownTheStackOfPromotions() {
    promote(first, null);
    promote(second, first);
    promote(third, second);
    assertThat(rollback(third).modelId(), is("support@0.2.0"));
    assertThat(rollback(second).modelId(), is("support@0.1.0"));
    assertThat(status(first), is(AdapterStatus.DEPLOYED));
    assertThat(status(second), is(AdapterStatus.DEPRECATED));
    assertThat(
        assertThrows(RegistryException.class, () -> rollback(first)).getMessage(),
        containsString("no adapter was live under support before"));
    assertThat(
        aliases.history(ALIAS).stream().map(AliasEvent::action).toList(),
        contains("rollback", "rollback", "promote", "promote", "promote"));
  }

  @Test
  void rollbackPassesOverWhatWasTainted() {
    promote(first, null);
    promote(second, first);
    promote(third, second);
    taint(second);
    assertThat(rollback(third).modelId(), is("support@0.1.0"));
  }

  @Test
  void theBaselineIsWhatIsLiveUnderThatAliasAndNothingElse() {
    assertThat(aliases.baseline(ALIAS, second.id()), is(Optional.empty()));
    promote(first, null);
    assertThat(aliases.baseline(ALIAS, second.id()), is(Optional.of(first.id())));
    assertThat(aliases.baseline(ALIAS, first.id()), is(Optional.empty()));
    assertThat(aliases.baseline("prod", second.id()), is(Optional.empty()));
    UUID refused = enter(second, first, Evaluation.Decision.REFUSED);
    UUID passed = passed(second);
    assertThat(evaluations.newest(second.id()).orElseThrow().id(), is(passed));
    assertThat(
        evaluations.newest(second.id(), Optional.of(first.id())).orElseThrow().id(), is(refused));
  }

  @Test
  void newestDecisionCountsAndLooksAreCounted() {
    assertThat(evaluations.newest(first.id()), is(Optional.empty()));
    passed(first);
    UUID refused = enter(first, null, Evaluation.Decision.REFUSED);
    Evaluations.Decided newest = evaluations.newest(first.id()).orElseThrow();
    assertThat(newest.id(), is(refused));
    assertThat(newest.decision(), is(Evaluation.Decision.REFUSED));
    assertThat(newest.metrics().get("accuracy"), is(0.7));
    assertThat(
        evaluations.look(
            hash('f'),
            hash('a'),
            look -> {
              assertThat(look, is(3));
              return evaluation(first, null, Evaluation.Decision.PASSED, look);
            }),
        is(evaluations.newest(first.id()).orElseThrow().id()));
  }

  private void taint(RegisteredAdapter adapter) {
    database
        .sql()
        .useHandle(
            handle ->
                handle.execute(
                    "update prefmill.model_registry set status = 'tainted' where id = ?",
                    adapter.id()));
  }

  private LiveAdapter rollback(RegisteredAdapter seen) {
    return aliases.rollback(ALIAS, Optional.of(seen.modelId()), "ann");
  }

  private void promote(RegisteredAdapter adapter, RegisteredAdapter seen) {
    aliases.promote(
        ALIAS,
        adapter,
        Optional.ofNullable(seen).map(RegisteredAdapter::modelId),
        passed(adapter, seen),
        "ann");
  }

  private UUID passed(RegisteredAdapter adapter) {
    return passed(adapter, null);
  }

  private UUID passed(RegisteredAdapter adapter, RegisteredAdapter against) {
    return enter(adapter, against, Evaluation.Decision.PASSED);
  }

  private UUID enter(
      RegisteredAdapter adapter, RegisteredAdapter against, Evaluation.Decision decision) {
    return evaluations.look(
        hash('f'), hash('a'), look -> evaluation(adapter, against, decision, look));
  }

  private static Evaluation evaluation(
      RegisteredAdapter adapter,
      RegisteredAdapter against,
      Evaluation.Decision decision,
      int look) {
    Optional<RegisteredAdapter> baseline = Optional.ofNullable(against);
    return new Evaluation(
        adapter.id(),
        baseline.map(RegisteredAdapter::id),
        hash('a'),
        adapter.adapterSha256(),
        Optional.of(look),
        "test",
        10,
        Optional.of(5L),
        Map.of("accuracy", 0.7),
        decision,
        "0.1.0",
        new Provenance(
            adapter.adapterContentHash(),
            hash('f'),
            adapter.baseModelSha256(),
            baseline.map(RegisteredAdapter::adapterSha256).orElse(adapter.baseModelSha256()),
            hash('e'),
            Map.of("alpha", 0.05),
            Optional.empty()));
  }

  private AdapterStatus status(RegisteredAdapter adapter) {
    return registry.adapters().find(adapter.modelId()).orElseThrow().status();
  }

  private List<String> auditedActors() {
    return database
        .sql()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select actor from prefmill.audit_log where actor = 'ann' order by id")
                    .mapTo(String.class)
                    .list());
  }
}
