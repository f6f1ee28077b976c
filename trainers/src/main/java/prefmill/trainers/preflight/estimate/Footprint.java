package prefmill.trainers.preflight.estimate;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import prefmill.trainers.preflight.TrainerTraits;
import prefmill.trainers.preflight.findings.PlannedRows;
import prefmill.trainers.preflight.tokens.RowTokens;
import prefmill.trainers.training.Method;

/**
 * Memory and disk of a run, from the shapes of the model's weights and the longest batch that the
 * rows can make: 32-bit floats; kept for the backward pass are each matrix's input and its output
 * three times (of the base weights, of the adapter, their sum), attention scores of all heads, and
 * the logits three times (values, logarithms, gradient).
 */
final class Footprint {
  private static final int FLOAT = 4;
  private static final int LOGIT_COPIES = 3;
  private static final int OUTPUT_COPIES = 3;
  private static final int SCORE_COPIES = 2;

  /** The adapter's numbers, their gradients, and two moments of the optimiser. */
  private static final int TRAINED_COPIES = 4;

  private static final long LOG_BYTES_PER_STEP = 600;

  private Footprint() {}

  static long memory(PlannedRows planned, ModelSize model) {
    long weights =
        planned.trainer() == TrainerTraits.MLX ? model.fileBytes() : FLOAT * model.parameters();
    int rank = planned.plan().lora().rank();
    return planned.trainer().runtimeBytes()
        + weights
        + (long) FLOAT * TRAINED_COPIES * model.adapterParameters(rank)
        + activations(planned, model);
  }

  private static long activations(PlannedRows planned, ModelSize model) {
    List<RowTokens> longest =
        planned.used().stream()
            .sorted(Comparator.comparingInt(RowTokens::whole).reversed())
            .limit(planned.plan().batchSize())
            .toList();
    if (longest.isEmpty()) {
      return 0;
    }
    int chats = planned.plan().method() == Method.DPO ? 2 : 1;
    long length = longest.get(0).whole();
    long tokens = longest.size() * chats * length;
    long logits =
        planned.trainer().keepsAllLogits()
            ? tokens
            : longest.stream().mapToLong(row -> (long) chats * foretold(planned, row)).sum();
    long kept =
        model.inputWidths()
            + OUTPUT_COPIES * model.outputWidths()
            + SCORE_COPIES * model.headLayers() * length;
    return FLOAT * (tokens * kept + LOGIT_COPIES * logits * model.vocabulary());
  }

  private static int foretold(PlannedRows planned, RowTokens row) {
    boolean wholeChat = planned.plan().method() == Method.SFT && !planned.plan().completionOnly();
    return wholeChat ? row.whole() : row.answer();
  }

  /** The adapter, two checkpoints while one replaces the other, the rows and what is said. */
  static long disk(PlannedRows planned, ModelSize model, int steps) {
    long adapter = FLOAT * model.adapterParameters(planned.plan().lora().rank());
    int every = planned.plan().checkpointSteps();
    int checkpoints = every == 0 ? 0 : Math.min(2, (steps - 1) / every);
    boolean external = planned.trainer() != TrainerTraits.DJL;
    long checkpoint = 3 * adapter + (external ? model.tokenizerBytes() : 0);
    long files = checkpoints * checkpoint + adapter + LOG_BYTES_PER_STEP * steps;
    return external ? files + adapter + model.tokenizerBytes() + 3 * textBytes(planned) : files;
  }

  private static long textBytes(PlannedRows planned) {
    return planned.rows().stream()
        .flatMap(
            row ->
                Stream.concat(row.prompt().stream(), row.answers().stream().flatMap(List::stream)))
        .mapToLong(turn -> turn.content().getBytes(StandardCharsets.UTF_8).length)
        .sum();
  }
}
