package prefmill.trainers.preflight.findings;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.huggingface.ChatTokenizer;
import prefmill.trainers.preflight.Finding;
import prefmill.trainers.preflight.tokens.ChatRow;
import prefmill.trainers.preflight.tokens.TokenizedRows;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainingPlan;

/** Whether an adapter could be evaluated: a held-out row ends a run as surely as any other. */
public final class HeldOutFindings {
  private HeldOutFindings() {}

  /** Judges rows of any kind. */
  public static List<Finding> of(
      List<TrainingExamples> heldOut, Path baseModel, Optional<LocalDate> day) throws IOException {
    List<Finding> findings = new ArrayList<>();
    try (ChatTokenizer tokenizer = ChatTokenizer.open(baseModel, day)) {
      for (TrainingExamples examples : heldOut) {
        TrainingPlan asEvaluated = TrainingPlan.of(method(examples));
        List<ChatRow> rows = ChatRow.all(examples);
        TokenizedRows tokens = TokenizedRows.of(rows, asEvaluated, tokenizer);
        refuse(tokens.unrendered(), rows.size(), findings);
        LengthFindings.unknownTokens(tokens, baseModel, "held-out rows", findings);
      }
    }
    return findings;
  }

  private static Method method(TrainingExamples examples) {
    if (examples instanceof TrainingExamples.Verdicts) {
      return Method.KTO;
    }
    return examples instanceof TrainingExamples.Demonstrations ? Method.SFT : Method.DPO;
  }

  private static void refuse(Map<String, String> unrendered, int rows, List<Finding> findings) {
    if (!unrendered.isEmpty()) {
      List<String> ids = List.copyOf(unrendered.keySet());
      findings.add(
          Finding.refused(
              "held_out",
              ids,
              "%d of %d held-out rows cannot be written with the base model's chat template (%s), so that the adapter could not be evaluated: %s"
                  .formatted(ids.size(), rows, Finding.first(ids), unrendered.get(ids.get(0)))));
    }
  }
}
