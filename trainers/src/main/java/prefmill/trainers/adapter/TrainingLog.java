package prefmill.trainers.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import prefmill.trainers.training.StepReport;

/** Keeps the steps of a run beside its adapter, one JSON object a line, in TRL's names. */
public final class TrainingLog {
  static final String FILE = "training_log.jsonl";

  private static final String ACCURACY = "rewards/accuracies";
  private static final String MARGIN = "rewards/margins";
  private static final String EVAL_LOSS = "eval_loss";

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
      report.accuracy().ifPresent(a -> line.put(ACCURACY, a));
      report.margin().ifPresent(m -> line.put(MARGIN, m));
      report.evalLoss().ifPresent(e -> line.put(EVAL_LOSS, e));
      lines.append(json.writeValueAsString(line)).append('\n');
    }
    Files.writeString(folder.resolve(FILE), lines);
  }

  /**
   * Reads what was written; every number is the one it was.
   *
   * @param of how many steps the run has
   */
  public static List<StepReport> read(Path folder, int of) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<StepReport> reports = new ArrayList<>();
    for (String text : Files.readAllLines(folder.resolve(FILE))) {
      JsonNode line = mapper.readTree(text);
      reports.add(
          new StepReport(
              line.get("step").asInt(),
              of,
              line.get("epoch").asDouble(),
              line.get("loss").asDouble(),
              line.get("learning_rate").asDouble(),
              line.get("grad_norm").asDouble(),
              line.get("num_tokens").asLong(),
              optional(line.path(ACCURACY)),
              optional(line.path(MARGIN)),
              optional(line.path(EVAL_LOSS))));
    }
    return reports;
  }

  private static OptionalDouble optional(JsonNode number) {
    return number.isNumber() ? OptionalDouble.of(number.asDouble()) : OptionalDouble.empty();
  }
}
