package prefmill.trainers.adapter;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import prefmill.trainers.training.StepReport;

/** Keeps the steps of a run beside its adapter, one JSON object a line, in TRL's names. */
public final class TrainingLog {
  static final String FILE = "training_log.jsonl";

  private TrainingLog() {}

  /** Writes {@code training_log.jsonl}. */
  public static void write(Path folder, List<StepReport> reports) throws IOException {
    ObjectMapper json = new ObjectMapper();
    StringBuilder lines = new StringBuilder();
    for (StepReport report : reports) {
      ObjectNode line =
          json.createObjectNode()
              .put("step", report.step())
              .put("epoch", report.epoch())
              .put("loss", report.loss())
              .put("grad_norm", report.gradientNorm())
              .put("learning_rate", report.learningRate())
              .put("num_tokens", report.tokens());
      report.accuracy().ifPresent(a -> line.put("rewards/accuracies", a));
      report.margin().ifPresent(m -> line.put("rewards/margins", m));
      lines.append(json.writeValueAsString(line)).append('\n');
    }
    Files.writeString(folder.resolve(FILE), lines);
  }
}
