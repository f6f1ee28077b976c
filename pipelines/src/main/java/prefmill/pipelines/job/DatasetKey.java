package prefmill.pipelines.job;

import prefmill.pipelines.policy.Policy;
import prefmill.transforms.keys.HashSource;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.MaskingKey;

/**
 * Where the key of a dataset's hash lies; the key itself stays there.
 *
 * @param key the masking key's place
 * @param dataset the dataset's name
 */
public record DatasetKey(MaskingKey key, String dataset) implements HashSource {
  /** The key of a policy. */
  public static DatasetKey of(Policy policy) {
    return new DatasetKey(policy.masking().key(), policy.dataset());
  }

  @Override
  public KeyedHash hash() {
    return key.hash(dataset);
  }
}
