package prefmill.runners.report.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import prefmill.trainers.registry.figures.AlertRow;

/** An alert as one JSON object: numbers, labels and ids. */
final class AlertJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AlertJson() {}

  static String of(AlertRow alert) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", alert.id().toString());
    values.put("dataset", alert.dataset());
    values.put("kind", alert.kind());
    values.put("dimension", alert.dimension());
    values.put("value", alert.value());
    values.put("day", alert.day().toString());
    // the name under which chat programs look for what to show
    values.put("text", alert.dataset() + ": " + alert.message());
    values.put("measured", alert.measured());
    values.put("expected", alert.expected());
    values.put("events", alert.events());
    values.put("ups", alert.ups());
    values.put("downs", alert.downs());
    values.put("example_ids", alert.exampleIds());
    values.put("first_seen", alert.firstSeen().toString());
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an alert is no JSON", e);
    }
  }
}
