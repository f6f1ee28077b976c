package prefmill.pipelines.policy;

import java.util.List;
import java.util.Map;
import prefmill.pipelines.names.NamesPolicy;
import prefmill.transforms.mask.MaskingKey;
import prefmill.transforms.mask.MaskingRules;
import prefmill.transforms.mask.PiiType;
import prefmill.transforms.mask.Treatment;

/**
 * What is masked, and where its key is; exactly one of keyEnv and keyFile is given.
 *
 * @param keyEnv environment variable that holds the key; null if keyFile is given
 * @param keyFile absolute path of the file that holds the key; null if keyEnv is given
 * @param previousKeys the keys that it took the place of, the first one first
 * @param types what becomes of each type
 * @param phoneRegions regions whose phone numbers are found without a country code
 * @param dictionary the terms of the policy and of its file that are masked as whole words
 * @param obfuscatedEmail whether e-mail addresses spelled with "at" and "dot" are found
 * @param names what finds names; null for nothing
 */
public record MaskingPolicy(
    String keyEnv,
    String keyFile,
    List<PreviousKey> previousKeys,
    Map<PiiType, Treatment> types,
    List<String> phoneRegions,
    List<String> dictionary,
    boolean obfuscatedEmail,
    NamesPolicy names) {
  /**
   * A key that another took the place of; exactly one of keyEnv and keyFile is given.
   *
   * @param keyEnv environment variable that holds the key; null if keyFile is given
   * @param keyFile absolute path of the file that holds the key; null if keyEnv is given
   */
  public record PreviousKey(String keyEnv, String keyFile) {
    MaskingKey key() {
      return new MaskingKey(keyEnv, keyFile, List.of());
    }
  }

  public MaskingPolicy {
    previousKeys = previousKeys == null ? List.of() : List.copyOf(previousKeys);
    types = Map.copyOf(types);
    phoneRegions = List.copyOf(phoneRegions);
    dictionary = dictionary == null ? List.of() : List.copyOf(dictionary);
  }

  /** Where the masking key lies. */
  public MaskingKey key() {
    return new MaskingKey(keyEnv, keyFile, previousKeys.stream().map(PreviousKey::key).toList());
  }

  /** What is masked, and how. */
  public MaskingRules rules() {
    return new MaskingRules(
        types, phoneRegions, dictionary, obfuscatedEmail, names == null ? null : names.source());
  }
}
