package prefmill.trainers.preflight.tokens;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long the rows of a run are, those that are left out included.
 *
 * @param prompt of prompts
 * @param answer of answers; of a pair the longer one
 * @param whole of prompt and answer, which max_length bounds
 */
public record LengthHistogram(Lengths prompt, Lengths answer, Lengths whole) {
  /** Of rows in tokens. */
  public static LengthHistogram of(List<RowTokens> rows) {
    return new LengthHistogram(
        Lengths.of(rows.stream().mapToInt(RowTokens::prompt)),
        Lengths.of(rows.stream().mapToInt(RowTokens::answer)),
        Lengths.of(rows.stream().mapToInt(RowTokens::whole)));
  }

  /** For programs. */
  public Map<String, Object> json() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("prompt", prompt.json());
    values.put("answer", answer.json());
    values.put("whole", whole.json());
    return values;
  }
}
