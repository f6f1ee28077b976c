package prefmill.runners.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import prefmill.runners.cli.Table;
import prefmill.trainers.registry.entry.AdapterStatus;
import prefmill.trainers.registry.live.AliasEvent;
import prefmill.trainers.registry.live.LiveAdapter;

/** What is live, and what was, as people and programs read it. */
public final class LiveView {
  private LiveView() {}

  /** One line for people. */
  public static String text(LiveAdapter live) {
    return "%s under %s since %s, by %s%s"
        .formatted(
            live.modelId(),
            live.alias(),
            live.since(),
            live.actor(),
            live.status() == AdapterStatus.TAINTED ? " (tainted: it is not served)" : "");
  }

  /** The same as an object. */
  public static Map<String, Object> json(LiveAdapter live) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("alias", live.alias());
    values.put("model_id", live.modelId());
    values.put("adapter_uri", live.adapterUri());
    values.put("adapter_sha256", live.adapterSha256());
    values.put("adapter_format", live.adapterFormat());
    values.put("base_model", live.baseModel());
    values.put("base_model_sha256", live.baseModelSha256());
    values.put("dataset_content_hash", live.datasetContentHash());
    values.put("status", live.status().name().toLowerCase(Locale.ROOT));
    values.put("since", live.since().toString());
    values.put("actor", live.actor());
    values.put("evidence", live.evidence().map(Object::toString).orElse(null));
    return values;
  }

  /** Changes of an alias, a line each; empty if there are none. */
  public static String table(List<AliasEvent> events) {
    if (events.isEmpty()) {
      return "";
    }
    Table table = Table.of("AT", "ACTION", "FROM", "TO", "BY", "EVIDENCE");
    for (AliasEvent event : events) {
      table.line(
          event.at(),
          event.action(),
          event.from().orElse(null),
          event.to().orElse(null),
          event.actor(),
          event.evidence().orElse(null));
    }
    return table.toString();
  }

  /** A change as an object. */
  public static Map<String, Object> json(AliasEvent event) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("at", event.at().toString());
    values.put("action", event.action());
    values.put("from", event.from().orElse(null));
    values.put("to", event.to().orElse(null));
    values.put("actor", event.actor());
    values.put("evidence", event.evidence().map(Object::toString).orElse(null));
    return values;
  }
}
