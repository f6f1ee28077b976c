package prefmill.pipelines.policy;

import java.util.List;
import java.util.Map;

/**
 * What is masked, and where its key is; exactly one of keyEnv and keyFile is given.
 *
 * @param keyEnv environment variable that holds the key; null if keyFile is given
 * @param keyFile absolute path of the file that holds the key; null if keyEnv is given
 * @param types treatment (token, drop, keep) by type, of the types that the policy names
 * @param phoneRegions regions whose phone numbers are found without a country code
 */
public record MaskingPolicy(
    String keyEnv, String keyFile, Map<String, String> types, List<String> phoneRegions) {
  public MaskingPolicy {
    types = Map.copyOf(types);
    phoneRegions = List.copyOf(phoneRegions);
  }
}
