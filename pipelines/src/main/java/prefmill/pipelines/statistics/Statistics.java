package prefmill.pipelines.statistics;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the manifest says about the rows: means and shares of what the shards summed up. */
public final class Statistics {
  private static final String CATEGORY = ".category.";
  private static final String EVIDENCE = "preference.evidence.";

  private Statistics() {}

  public static Map<String, Object> of(
      Map<String, Long> sums, Map<String, Map<String, Long>> rows) {
    Map<String, Object> statistics = new TreeMap<>();
    Map<String, Map<String, Long>> categories = new TreeMap<>();
    Map<String, Long> evidence = new TreeMap<>();
    Map<String, Map<String, Long>> models = new TreeMap<>();
    Map<String, Map<String, Long>> masked = new TreeMap<>();
    sums.forEach(
        (name, sum) -> {
          int category = name.indexOf(CATEGORY);
          if (name.startsWith(RowSums.MODELS)) {
            int over = name.indexOf(RowSums.OVER);
            models
                .computeIfAbsent(
                    name.substring(RowSums.MODELS.length(), over), m -> new TreeMap<>())
                .put(name.substring(over + 1), sum);
          } else if (name.startsWith(RowSums.MASKED)) {
            int type = name.lastIndexOf('.');
            masked
                .computeIfAbsent(
                    name.substring(RowSums.MASKED.length(), type), c -> new TreeMap<>())
                .put(name.substring(type + 1).toLowerCase(Locale.ROOT), sum);
          } else if (category > 0) {
            categories
                .computeIfAbsent(name.substring(0, category), c -> new TreeMap<>())
                .put(name.substring(category + CATEGORY.length()), sum);
          } else if (name.startsWith(EVIDENCE)) {
            evidence.put(name.substring(EVIDENCE.length()), sum);
          }
        });
    statistics.put("categories", categories);
    statistics.put("evidence", evidence);
    statistics.put("masked", masked);
    long pairs =
        rows.getOrDefault("preference", Map.of()).values().stream().mapToLong(n -> n).sum();
    if (pairs > 0) {
      Map<String, Object> gap = new TreeMap<>();
      gap.put("mean_chosen_characters", sums.get("preference.chosen_characters") / pairs);
      gap.put("mean_rejected_characters", sums.get("preference.rejected_characters") / pairs);
      gap.put("chosen_longer_per_mille", 1000 * sums.get("preference.chosen_longer") / pairs);
      gap.put("histogram", LengthGaps.histogram(sums));
      statistics.put("length_gap", gap);
      statistics.put("models_chosen_over", models);
    }
    Map<String, Long> labels = new TreeMap<>();
    labels.put("liked", sums.getOrDefault("unpaired.liked", 0L));
    labels.put("disliked", sums.getOrDefault("unpaired.disliked", 0L));
    statistics.put("unpaired_labels", labels);
    VoteStatistics.add(sums, statistics);
    return statistics;
  }
}
