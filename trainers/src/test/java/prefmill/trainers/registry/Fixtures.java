package prefmill.trainers.registry;

import java.util.Map;
import prefmill.trainers.jobs.JobRequest;
import prefmill.trainers.registry.entry.DatasetType;
import prefmill.trainers.registry.entry.PublishedDataset;
import prefmill.trainers.registry.entry.RegisteredDataset;
import prefmill.trainers.registry.entry.TrainedAdapter;

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
