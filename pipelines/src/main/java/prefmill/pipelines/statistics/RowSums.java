package prefmill.pipelines.statistics;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import prefmill.datasets.rows.ChatMessage;
import prefmill.datasets.rows.PreferenceRow;
import prefmill.datasets.rows.Row;
import prefmill.datasets.rows.UnpairedRow;
import prefmill.transforms.mask.Placeholders;

/** Numbers about rows that add up over shards: what the manifest's statistics are made of. */
public final class RowSums {
  /** Between two models: no text of a person or a model holds it. */
  static final String OVER = "\0";

  static final String MODELS = "preference.models.";

  /** Before the config, a dot and the type of the values that were masked. */
  static final String MASKED = "masked.";

  private static final String UNKNOWN = "unknown";

  private RowSums() {}

  public static Map<String, Long> of(List<Row> rows) {
    Map<String, Long> sums = new TreeMap<>();
    for (Row row : rows) {
      String config = row.config().label();
      Placeholders.count(row.messagesInAll().map(ChatMessage::content).toList())
          .forEach(
              (type, values) -> sums.merge(MASKED + config + "." + type, (long) values, Long::sum));
      String category = row.category() == null ? "none" : row.category();
      sums.merge(config + ".category." + category, 1L, Long::sum);
      if (row instanceof PreferenceRow pair) {
        long chosen = length(pair.chosen());
        long rejected = length(pair.rejected());
        sums.merge("preference.evidence." + pair.evidence(), 1L, Long::sum);
        sums.merge("preference.chosen_characters", chosen, Long::sum);
        sums.merge("preference.rejected_characters", rejected, Long::sum);
        sums.merge(LengthGaps.name(chosen - rejected), 1L, Long::sum);
        sums.merge(MODELS + models(pair), 1L, Long::sum);
        sums.merge("preference.chosen_longer", chosen > rejected ? 1L : 0L, Long::sum);
      } else if (row instanceof UnpairedRow verdict) {
        sums.merge(verdict.label() ? "unpaired.liked" : "unpaired.disliked", 1L, Long::sum);
      }
    }
    return sums;
  }

  private static String models(PreferenceRow pair) {
    return Objects.requireNonNullElse(pair.chosenModel(), UNKNOWN)
        + OVER
        + Objects.requireNonNullElse(pair.rejectedModel(), UNKNOWN);
  }

  private static long length(List<ChatMessage> messages) {
    return messages.stream().mapToLong(m -> m.content().codePoints().count()).sum();
  }
}
