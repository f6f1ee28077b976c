package prefmill.pipelines.erase;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import prefmill.pipelines.job.Refusal;
import prefmill.transforms.keys.Id;
import prefmill.transforms.keys.KeyedHash;

/**
 * One line of the list of erasures: persons who are to be forgotten, never by their names.
 *
 * @param format 1
 * @param requested when, ISO 8601 in UTC
 * @param persons by the id of a masking key the keyed hashes of the persons under it, 32
 *     hexadecimal digits each
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Erasure(int format, String requested, Map<String, List<String>> persons) {
  /** The format that this version writes. */
  public static final int FORMAT = 1;

  public Erasure {
    persons = new TreeMap<>(persons);
  }

  /**
   * The same, its persons also under the last of some keys.
   *
   * @throws Refusal if they are under none of them
   */
  Erasure under(List<KeyedHash> keys) {
    List<String> hashes = null;
    String keyId = null;
    for (KeyedHash key : keys) {
      keyId = key.keyId();
      List<String> known = persons.get(keyId);
      List<String> again = hashes == null ? null : again(hashes, key);
      hashes = known != null ? known : again;
    }
    if (hashes == null) {
      throw new Refusal(
          "an erasure was noted under the masking keys %s, and the policy names none of them: name it in previous_keys, the oldest first"
              .formatted(persons.keySet()));
    }
    Map<String, List<String>> more = new TreeMap<>(persons);
    more.put(keyId, hashes);
    return new Erasure(format, requested, more);
  }

  private static List<String> again(List<String> hashes, KeyedHash key) {
    return hashes.stream().map(hash -> key.again(Id.parse(hash)).hex()).toList();
  }
}
