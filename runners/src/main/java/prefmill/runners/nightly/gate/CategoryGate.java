package prefmill.runners.nightly.gate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import prefmill.datasets.read.VersionReader;
import prefmill.datasets.rows.Row;
import prefmill.datasets.rows.Split;

/**
 * Lets a training pass if each category that the policy names has enough rows to learn from.
 *
 * @param needed rows by category
 */
record CategoryGate(Map<String, Integer> needed) implements TrainingGate {
  @Override
  public List<String> refusals(Candidate candidate) throws IOException {
    List<String> refusals = new ArrayList<>();
    if (needed.isEmpty()) {
      return refusals;
    }
    Map<String, Long> rows = rows(candidate);
    new TreeMap<>(needed)
        .forEach(
            (category, least) -> {
              long there = rows.getOrDefault(category, 0L);
              if (there < least) {
                refusals.add(
                    "%d %s rows of the category %s to train on, %d fewer than training.min_category_rows asks for (%d): collect more feedback there, or lower it."
                        .formatted(
                            there, candidate.config().label(), category, least - there, least));
              }
            });
    return refusals;
  }

  private static Map<String, Long> rows(Candidate candidate) throws IOException {
    Map<String, Long> counts = new HashMap<>();
    VersionReader reader = VersionReader.open(candidate.version().folder());
    try (Stream<Row> rows = reader.rows(candidate.config(), Split.TRAIN)) {
      rows.forEach(row -> counts.merge(String.valueOf(row.category()), 1L, Long::sum));
    }
    return counts;
  }
}
