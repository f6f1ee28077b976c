package prefmill.trainers.registry.live;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static prefmill.trainers.registry.Fixtures.evaluate;
import static prefmill.trainers.registry.Fixtures.version;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import prefmill.trainers.registry.Fixtures;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.RegistryException;
import prefmill.trainers.registry.TestDatabase;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.entry.RegisteredDataset;

/** Promoters that meet, on a real server that makes them wait for one another. */
@Timeout(120)
class ConcurrentPromotionTest {
  private static final String ALIAS = "prod";
  private static final String LOCK_ALIAS =
      "select pg_advisory_xact_lock(hashtextextended('prefmill.alias:prod', 0))";

  private final TestDatabase database = TestDatabase.create();
  private final Jdbi sql = database.sql();
  private final Registry registry = database.registry();
  private RegisteredAdapter first;
  private RegisteredAdapter second;

  @BeforeEach
  void trainTwoAdapters() {
    RegisteredDataset dataset = registry.datasets().register(version(1, 'a'));
    first = Fixtures.train(registry, dataset, '1');
    second = Fixtures.train(registry, dataset, '2');
  }

  @Test
  void ofTwoAtOnceOneWinsAndTheOtherIsTold() throws Exception {
    UUID ofFirst = evaluate(sql, first, "passed");
    UUID ofSecond = evaluate(sql, second, "passed");
    List<CompletableFuture<String>> promoters;
    try (Handle gate = sql.open()) {
      gate.begin();
      gate.execute(LOCK_ALIAS);
      promoters = List.of(promotes(first, null, ofFirst), promotes(second, null, ofSecond));
      awaitWaiting(2);
      gate.commit();
    }
    List<String> ends = List.of(end(promoters.get(0)), end(promoters.get(1)));
    String winner = Aliases.of(registry).live(ALIAS).orElseThrow().modelId();
    assertThat(
        ends, containsInAnyOrder(is(winner), containsString("changed by someone else just now")));
    assertThat(Aliases.of(registry).history(ALIAS).size(), is(1));
  }

  @Test
  void whoWaitedComesAfterWhoWasBefore() throws Exception {
    UUID ofFirst = evaluate(sql, first, "passed");
    UUID ofSecond = evaluate(sql, second, first, "passed");
    CompletableFuture<String> waiting;
    try (Handle gate = sql.open()) {
      gate.begin();
      gate.execute(LOCK_ALIAS);
      waiting = promotes(second, first, ofSecond);
      awaitWaiting(1);
      Fixtures.move(gate, "promote", null, first, ofFirst);
      gate.commit();
    }
    assertThat(end(waiting), is("support@0.2.0"));
    assertThat(
        Aliases.of(registry).history(ALIAS).stream().map(e -> e.to().orElseThrow()).toList(),
        is(List.of("support@0.2.0", "support@0.1.0")));
  }

  @Test
  void promotionThatMeetsAStatusUpdateInADeadlockIsRepeated() throws Exception {
    UUID evidence = evaluate(sql, first, "passed");
    CompletableFuture<String> promotion;
    try (Handle other = sql.open()) {
      other.execute("set deadlock_timeout = '1min'");
      other.begin();
      other.execute("update prefmill.training_datasets set status = 'archived'");
      promotion = promotes(first, null, evidence);
      awaitWaiting(1);
      other.execute(
          "update prefmill.model_registry set status = 'canary' where id = ?", first.id());
      other.commit();
    }
    assertThat(end(promotion), is("support@0.1.0"));
    assertThat(
        registry.adapters().find("support@0.1.0").orElseThrow().status().name(), is("DEPLOYED"));
  }

  /** What is live after it, or why it was refused. */
  private CompletableFuture<String> promotes(
      RegisteredAdapter adapter, RegisteredAdapter seen, UUID evidence) {
    Optional<String> expected = Optional.ofNullable(seen).map(RegisteredAdapter::modelId);
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return Aliases.of(registry)
                .promote(ALIAS, adapter, expected, evidence, "ann")
                .modelId();
          } catch (RegistryException e) {
            return e.getMessage();
          }
        });
  }

  private void awaitWaiting(int sessions) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (waiting() < sessions && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    assertThat(waiting(), is(sessions));
  }

  private int waiting() {
    return sql.withHandle(
        handle ->
            handle
                .createQuery(
                    "select count(*) from pg_locks where locktype = 'advisory' and not granted")
                .mapTo(Integer.class)
                .one());
  }

  private static String end(CompletableFuture<String> promotion) throws Exception {
    return promotion.get(60, TimeUnit.SECONDS);
  }
}
