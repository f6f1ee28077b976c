package prefmill.pipelines.erase;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
}
