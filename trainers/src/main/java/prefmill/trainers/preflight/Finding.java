package prefmill.trainers.preflight;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One thing that a run would meet.
 *
 * @param rule its name, the same in every report
 * @param level what follows from it
 * @param sentence for people: how many rows, the first of them, the mend
 * @param rowIds every row that it is about; none where it is about the run as a whole
 */
public record Finding(String rule, Level level, String sentence, List<String> rowIds) {
  private static final int SHOWN = 3;

  public Finding {
    rowIds = List.copyOf(rowIds);
  }

  /** The trainer would fail, or drop rows without a word. */
  public static Finding refused(String rule, List<String> rowIds, String sentence) {
    return new Finding(rule, Level.REFUSED, sentence, rowIds);
  }

  /** The run goes on, otherwise than one might expect. */
  public static Finding warning(String rule, List<String> rowIds, String sentence) {
    return new Finding(rule, Level.WARNING, sentence, rowIds);
  }

  /** The first of some rows, for a sentence. */
  public static String first(List<String> rowIds) {
    String shown = String.join(", ", rowIds.subList(0, Math.min(SHOWN, rowIds.size())));
    return rowIds.size() <= SHOWN ? shown : shown + " and " + (rowIds.size() - SHOWN) + " more";
  }

  /** For programs. */
  public Map<String, Object> json() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("rule", rule);
    values.put("level", level.name().toLowerCase(java.util.Locale.ROOT));
    values.put("sentence", sentence);
    values.put("rows", rowIds.size());
    values.put("row_ids", rowIds);
    return values;
  }

  /** What follows from a finding. */
  public enum Level {
    /** Nothing is trained. */
    REFUSED,
    /** It is told and kept. */
    WARNING
  }
}
