package prefmill.pipelines.policy;

import java.util.List;
import java.util.Map;
import prefmill.transforms.mask.MaskingKey;
import prefmill.transforms.mask.MaskingRules;
import prefmill.transforms.mask.PiiType;
import prefmill.transforms.mask.Treatment;

/**
 * What is masked, and where its key is; exactly one of keyEnv and keyFile is given.
 *
 * @param keyEnv environment variable that holds the key; null if keyFile is given
 * @param keyFile absolute path of the file that holds the key; null if keyEnv is given
 * @param types what becomes of each type
 * @param phoneRegions regions whose phone numbers are found without a country code
 * @param dictionary the terms of the policy and of its file that are masked as whole words
 * @param obfuscatedEmail whether e-mail addresses spelled with "at" and "dot" are found
 */
public record MaskingPolicy(
    String keyEnv,
    String keyFile,
    Map<PiiType, Treatment> types,
    List<String> phoneRegions,
    List<String> dictionary,
    boolean obfuscatedEmail) {
  public MaskingPolicy {
    types = Map.copyOf(types);
    phoneRegions = List.copyOf(phoneRegions);
    dictionary = dictionary == null ? List.of() : List.copyOf(dictionary);
  }

  /** Where the masking key lies. */
  public MaskingKey key() {
    return new MaskingKey(keyEnv, keyFile);
  }

  /** What is masked, and how. */
  public MaskingRules rules() {
    return new MaskingRules(types, phoneRegions, dictionary, obfuscatedEmail);
  }
}
