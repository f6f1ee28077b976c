package prefmill.trainers.registry;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import prefmill.trainers.jobs.JobRequest;
import prefmill.trainers.jobs.Jobs;
import prefmill.trainers.registry.entry.DatasetType;
import prefmill.trainers.registry.entry.PublishedDataset;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.entry.RegisteredDataset;
import prefmill.trainers.registry.entry.TrainedAdapter;
import prefmill.trainers.registry.evidence.EvidenceRows;

/** Rows to enter in tests. */
public final class Fixtures {
  private Fixtures() {}

  /** A version of the dataset "support" with 90 + 10 pairs, its content named by one hex digit. */
  public static PublishedDataset version(int version, char content) {
    return new PublishedDataset(
        "support",
        version,
        DatasetType.PREFERENCE_PAIRS,
        hash(content),
        Map.of("preference", Map.of("train", 90L, "test", 10L)),
        "store/support/v%06d".formatted(version));
  }

  /** A request for the adapter "support" on a dataset, its plan named by one hex digit. */
  public static JobRequest request(RegisteredDataset dataset, char plan) {
    return request(dataset, plan, "support");
  }

  /** The same for an adapter of a name. */
  public static JobRequest request(RegisteredDataset dataset, char plan, String name) {
    return new JobRequest(
        name, dataset, hash(plan), "djl", "dpo", "tiny", Map.of("beta", 0.1), "tester");
  }

  /** Trains an adapter on a dataset: its plan and its weights are named by one hex digit. */
  public static RegisteredAdapter train(Registry registry, RegisteredDataset dataset, char plan) {
    Jobs jobs = Jobs.of(registry);
    UUID id = jobs.request(request(dataset, plan)).id();
    jobs.validate(id);
    jobs.queue(id);
    return jobs.take(id, "worker", Duration.ofMinutes(5)).orElseThrow().succeed(adapter(plan));
  }

  /** Enters a decision about an adapter, past the registry's own code. */
  public static UUID evaluate(Jdbi sql, RegisteredAdapter adapter, String decision) {
    return evaluate(sql, adapter, null, decision);
  }

  /** The same against another adapter; against null it is one against the base model. */
  public static UUID evaluate(
      Jdbi sql, RegisteredAdapter adapter, RegisteredAdapter against, String decision) {
    return EvidenceRows.evaluate(sql, adapter, against, decision);
  }

  /** Promotes under the alias "prod", past the registry's own code. */
  public static void promote(
      Jdbi sql, RegisteredAdapter from, RegisteredAdapter to, UUID evidence) {
    sql.useHandle(handle -> move(handle, "promote", from, to, evidence));
  }

  /** Moves the alias "prod". */
  public static void move(
      Handle handle, String action, RegisteredAdapter from, RegisteredAdapter to, UUID evidence) {
    handle
        .createUpdate(
            """
            insert into prefmill.alias_events (alias, "from", "to", actor, action, evidence)
            values ('prod', cast(:from as uuid), :to, 'tester', :action, cast(:evidence as uuid))
            """)
        .bind("from", from == null ? null : from.id())
        .bind("to", to.id())
        .bind("action", action)
        .bind("evidence", evidence)
        .execute();
  }

  /** What an attempt hands in, named by one hex digit. */
  public static TrainedAdapter adapter(char sha) {
    return new TrainedAdapter(
        hash('b'),
        hash('9'),
        "adapters/" + sha,
        hash(sha),
        hash(sha),
        "peft",
        Map.of("loss", 0.5),
        Map.of("accuracy", 0.7));
  }

  /** 64 times one hex digit. */
  public static String hash(char digit) {
    return String.valueOf(digit).repeat(64);
  }
}
