package prefmill.runners.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import prefmill.trainers.registry.lineage.LivePeriod;

/** Times in which adapters were live, as people and programs read them. */
public final class PeriodView {
  private PeriodView() {}

  /** One line for people, without the adapter's name. */
  public static String text(LivePeriod period) {
    return "live as %s since %s %s, by %s (%s)"
        .formatted(
            period.alias(),
            period.since(),
            period.until().map(end -> "until " + end).orElse("and still is"),
            period.actor(),
            period.action());
  }

  /** Periods as objects. */
  public static List<Map<String, Object>> json(List<LivePeriod> periods) {
    return periods.stream().map(PeriodView::json).toList();
  }

  private static Map<String, Object> json(LivePeriod period) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("alias", period.alias());
    values.put("model_id", period.modelId());
    values.put("since", period.since().toString());
    values.put("until", period.until().map(Object::toString).orElse(null));
    values.put("action", period.action());
    values.put("actor", period.actor());
    values.put("evidence", period.evidence().map(Object::toString).orElse(null));
    return values;
  }
}
