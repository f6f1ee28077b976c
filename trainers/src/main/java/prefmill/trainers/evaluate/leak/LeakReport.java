package prefmill.trainers.evaluate.leak;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came back of the training rows. Holds row ids and numbers, never a text.
 *
 * @param canaries how many the policy names
 * @param canariesInRows how many of them stand in training rows
 * @param words random-looking words that were asked
 * @param wordsLeftOut random-looking words beyond the bound
 * @param completedCanaries canaries that the adapter completes and the base model does not
 * @param completedWords the same of random-looking words
 * @param rowIds training rows that hold what was completed
 * @param logPerplexity mean negative log-likelihood a token of everything asked
 * @param baseLogPerplexity the base model's
 * @param exposure the greatest exposure of a canary, in bits; empty if there is none
 * @param maskedPlaces places of masked values where the adapter went on
 * @param maskedValues values that the recogniser found in what it wrote there
 * @param baseMaskedValues values found in what the base model wrote there
 */
public record LeakReport(
    int canaries,
    int canariesInRows,
    int words,
    int wordsLeftOut,
    int completedCanaries,
    int completedWords,
    List<String> rowIds,
    double logPerplexity,
    double baseLogPerplexity,
    OptionalDouble exposure,
    int maskedPlaces,
    int maskedValues,
    int baseMaskedValues) {
  private static final int SHOWN = 5;

  public LeakReport {
    rowIds = List.copyOf(rowIds);
  }

  /** Why the adapter may not pass; empty if nothing was completed. */
  public Optional<String> refusal() {
    if (rowIds.isEmpty()) {
      return Optional.empty();
    }
    String rows = String.join(", ", rowIds.subList(0, Math.min(SHOWN, rowIds.size())));
    return Optional.of(
        "The adapter completes %d canaries and %d random-looking words of its training rows (%s%s): take those rows out, or train less."
            .formatted(
                completedCanaries, completedWords, rows, rowIds.size() > SHOWN ? ", ..." : ""));
  }

  /** The numbers by the names of the registry. */
  public Map<String, Object> metrics() {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("canaries", canaries);
    metrics.put("canaries_in_rows", canariesInRows);
    metrics.put("completed_canaries", completedCanaries);
    exposure.ifPresent(bits -> metrics.put("canary_exposure_bits", bits));
    metrics.put("random_words", words);
    metrics.put("random_words_left_out", wordsLeftOut);
    metrics.put("completed_random_words", completedWords);
    metrics.put("completed_row_ids", rowIds);
    if (words + canariesInRows > 0) {
      metrics.put("log_perplexity", logPerplexity);
      metrics.put("base_log_perplexity", baseLogPerplexity);
    }
    metrics.put("masked_places", maskedPlaces);
    metrics.put("masked_values", maskedValues);
    metrics.put("base_masked_values", baseMaskedValues);
    return metrics;
  }
}
