package prefmill.runners.evaluation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import prefmill.datasets.canonical.Sha256;
import prefmill.datasets.rows.Split;
import prefmill.runners.training.PlannedTraining;
import prefmill.runners.training.VersionExamples;
import prefmill.trainers.evaluate.AdapterEvaluation;
import prefmill.trainers.evaluate.HeldOutScores;

/** The rows of a version that no adapter is trained on, and what they say of one. */
public final class HeldOut {
  private final VersionExamples rows;
  private final Split split;

  private HeldOut(VersionExamples rows, Split split) {
    this.rows = rows;
    this.split = split;
  }

  /** The rows of one side. */
  public static HeldOut of(VersionExamples rows, Split split) {
    return new HeldOut(rows, split);
  }

  /** How an adapter does against its base model, by the names of the registry. */
  public Map<String, Object> metrics(PlannedTraining planned, Path adapter) throws IOException {
    try (AdapterEvaluation open =
        AdapterEvaluation.open(
            planned.baseModel(), adapter, planned.plan().maxLength(), Optional.of(rows.day()))) {
      Map<String, Object> metrics = new LinkedHashMap<>();
      metrics.put("split", split.label());
      metrics.putAll(scores(open).metrics(planned.plan().beta()));
      return metrics;
    }
  }

  /** What identifies the rows: their ids do, which are keyed hashes of what they hold. */
  String sha256() {
    List<String> lines = new ArrayList<>();
    rows.preferences(split).forEach(row -> lines.add("preference " + row.rowId()));
    rows.demonstrations(split).forEach(row -> lines.add("sft " + row.rowId()));
    lines.sort(Comparator.naturalOrder());
    return Sha256.hex(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  /** What an adapter makes of each row. */
  HeldOutScores scores(AdapterEvaluation open) {
    return new HeldOutScores(
        open.pairs(rows.preferences(split)), open.demonstrations(rows.demonstrations(split)));
  }
}
