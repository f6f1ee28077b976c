package prefmill.runners.nightly;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import prefmill.runners.cli.Output;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.report.FiguresView;
import prefmill.runners.run.BuildReport;
import prefmill.runners.view.AdapterView;
import prefmill.trainers.registry.entry.RegisteredAdapter;

/** Tells how a nightly run ended. */
public final class NightlyReport {
  private NightlyReport() {}

  /** Writes the closing summary. */
  public static void write(Output output, NightlyResult result) {
    output.result(json(result), text(result));
  }

  /** The run for programs. */
  public static Map<String, Object> json(NightlyResult result) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("changed", result.changed());
    values.put("build", BuildReport.json(result.built()));
    values.put("report", result.figures() == null ? null : FiguresView.json(result.figures()));
    values.put("trained", result.trained());
    values.put("evaluated", result.evaluated());
    values.put("training", result.training());
    values.put("adapter", result.adapter() == null ? null : AdapterView.json(result.adapter()));
    values.putAll(result.standing().json());
    result
        .refusal()
        .ifPresent(
            refusal -> {
              values.put("exit_code", ExitCode.REFUSED.code());
              values.put("error", refusal);
            });
    return values;
  }

  private static String text(NightlyResult result) {
    StringBuilder text = new StringBuilder();
    if (!result.changed() && result.built().version() != null) {
      text.append("Nothing changed since the last run.\n");
    }
    text.append(BuildReport.text(result.built()).stripTrailing()).append('\n');
    if (result.figures() != null) {
      text.append(FiguresView.sentence(result.figures())).append('\n');
    }
    RegisteredAdapter adapter = result.adapter();
    if (adapter != null) {
      text.append(result.trained() ? "\nTrained " : "Adapter: ").append(adapter.modelId());
      text.append(" (").append(adapter.method()).append(')').append(accuracy(adapter));
      if (result.trained() && result.training().get("preflight") instanceof Map<?, ?> preflight) {
        text.append("\nPreflight: ").append(preflight.get("summary"));
      }
      text.append("\nRegistered as ").append(adapter.modelId()).append(", status ");
      text.append(adapter.status().name().toLowerCase(Locale.ROOT));
      text.append("\nFiles: ").append(adapter.adapterUri()).append('\n');
      text.append(result.standing().text(adapter));
    }
    if (result.refusal().isPresent()) {
      text.append("\nNot trained, a gate refused.\n");
    }
    return text.toString();
  }

  private static String accuracy(RegisteredAdapter adapter) {
    Map<String, Object> metrics = adapter.performanceMetrics();
    return metrics.get("preference_accuracy") instanceof Number accuracy
        ? String.format(
            Locale.ROOT,
            ": prefers what people preferred in %.1f %% of %s held-out pairs",
            100 * accuracy.doubleValue(),
            metrics.get("pairs"))
        : "";
  }
}
