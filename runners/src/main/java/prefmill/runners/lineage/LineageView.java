package prefmill.runners.lineage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import prefmill.datasets.lineage.RowEvents;
import prefmill.runners.view.PeriodView;
import prefmill.trainers.registry.lineage.AdapterOrigin;
import prefmill.trainers.registry.lineage.LivePeriod;

/**
 * A lineage for programs and for people.
 *
 * @param json as an object
 * @param text several lines
 */
public record LineageView(Map<String, Object> json, String text) {
  /** What an event led to. */
  static LineageView of(EventLineage event) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("event_id", event.eventId());
    values.put("versions", event.versions().stream().map(LineageView::json).toList());
    return new LineageView(values, LineageText.of(event));
  }

  /** Where an adapter comes from, and what an alias stood for if one was asked for. */
  static LineageView of(Optional<String> alias, List<LivePeriod> past, AdapterLineage adapter) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (alias.isPresent()) {
      values.put("alias", alias.get());
      values.put("live_periods", PeriodView.json(past));
    }
    values.put("adapter", json(adapter.origin()));
    values.put("live", PeriodView.json(adapter.live()));
    values.put(
        "rows",
        adapter.rows().map(rows -> rows.stream().map(LineageView::json).toList()).orElse(null));
    return new LineageView(values, LineageText.of(alias, past, adapter));
  }

  private static Map<String, Object> json(EventLineage.InVersion in) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("version", in.explanation().version());
    values.put("outcome", in.explanation().entry().outcome().label());
    values.put("stage", in.explanation().entry().stage());
    values.put("rule", in.explanation().entry().rule());
    values.put("rows", in.explanation().rows());
    values.put("adapters", in.adapters().stream().map(LineageView::json).toList());
    return values;
  }

  private static Map<String, Object> json(EventLineage.InAdapter in) {
    Map<String, Object> values = json(in.origin());
    values.put("role", in.role().name().toLowerCase(Locale.ROOT));
    values.put("live", PeriodView.json(in.live()));
    return values;
  }

  private static Map<String, Object> json(AdapterOrigin origin) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("model_id", origin.modelId());
    values.put("status", origin.status());
    values.put("method", origin.method());
    values.put("trainer", origin.trainer());
    values.put("dataset", origin.dataset());
    values.put("dataset_version", origin.datasetVersion());
    values.put("dataset_content_hash", origin.contentHash());
    values.put("created_at", origin.createdAt().toString());
    return values;
  }

  private static Map<String, Object> json(RowEvents row) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("row_id", row.rowId());
    values.put("place", row.place());
    values.put("event_ids", row.events());
    return values;
  }
}
