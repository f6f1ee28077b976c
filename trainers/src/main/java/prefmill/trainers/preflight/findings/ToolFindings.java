package prefmill.trainers.preflight.findings;

import static prefmill.trainers.preflight.Finding.first;

import java.util.List;
import prefmill.trainers.preflight.Finding;
import prefmill.trainers.preflight.TrainerTraits;

/** Whether the tools that rows offered are in what is trained on. */
public final class ToolFindings {
  private ToolFindings() {}

  /** Judges every row that reaches the trainer. */
  public static List<Finding> of(PlannedRows planned) {
    List<String> ids = planned.sent(row -> !row.tools().isEmpty());
    if (ids.isEmpty()) {
      return List.of();
    }
    String rows =
        "%d of %d rows offered tools (%s)".formatted(ids.size(), planned.rows().size(), first(ids));
    if (!planned.tokens().toolsWritten()) {
      return List.of(
          Finding.warning(
              "tools",
              ids,
              rows
                  + ", which the base model's chat template does not write: they are trained without."));
    }
    return planned.trainer() == TrainerTraits.LLAMAFACTORY
        ? List.of(
            Finding.refused(
                "tools",
                ids,
                rows
                    + ", which llamafactory writes in a form of its own and not as the base model's chat template does: leave them out, or take training.trainer trl or djl."))
        : List.of();
  }
}
