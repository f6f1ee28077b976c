package prefmill.runners.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import prefmill.runners.cli.Table;
import prefmill.trainers.registry.entry.RegisteredAdapter;

/** Rows of the registry as people and programs read them. */
public final class AdapterView {
  private AdapterView() {}

  /** Many rows, a line each. */
  public static String table(List<RegisteredAdapter> adapters) {
    if (adapters.isEmpty()) {
      return "The registry holds no adapter yet: `prefmill nightly` trains the first.";
    }
    Table table =
        Table.of("ADAPTER", "STATUS", "METHOD", "HELD-OUT ACCURACY", "CONTENT", "REGISTERED");
    for (RegisteredAdapter a : adapters) {
      Object accuracy = a.performanceMetrics().get("preference_accuracy");
      table.line(
          a.modelId(),
          a.status().name().toLowerCase(Locale.ROOT),
          a.method(),
          accuracy instanceof Number n ? String.format(Locale.ROOT, "%.3f", n.doubleValue()) : "-",
          a.datasetContentHash().substring(0, 8),
          a.createdAt());
    }
    return table.toString();
  }

  /** One row as an object. */
  public static Map<String, Object> json(RegisteredAdapter a) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("model_id", a.modelId());
    values.put("name", a.name());
    values.put("version", a.version());
    values.put("status", a.status().name().toLowerCase(Locale.ROOT));
    values.put("method", a.method());
    values.put("base_model", a.baseModel());
    values.put("base_model_sha256", a.baseModelSha256());
    values.put("base_files_sha256", a.baseFilesSha256().orElse(null));
    values.put("dataset_content_hash", a.datasetContentHash());
    values.put("fine_tuning_job_id", a.fineTuningJobId().toString());
    values.put("adapter_uri", a.adapterUri());
    values.put("adapter_sha256", a.adapterSha256());
    values.put("adapter_content_hash", a.adapterContentHash().orElse(null));
    values.put("adapter_format", a.adapterFormat());
    values.put("hyperparameters", a.hyperparameters());
    values.put("performance_metrics", a.performanceMetrics());
    values.put("created_at", a.createdAt().toString());
    return values;
  }

  /** One row, a value a line. */
  public static String text(RegisteredAdapter adapter) {
    StringBuilder text = new StringBuilder();
    json(adapter)
        .forEach(
            (name, value) ->
                text.append(name).append(": ").append(EvaluationView.words(value)).append('\n'));
    return text.toString();
  }
}
