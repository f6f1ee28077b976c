package prefmill.trainers.preflight;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.huggingface.ChatTokenizer;
import prefmill.trainers.preflight.estimate.Estimate;
import prefmill.trainers.preflight.estimate.ModelSize;
import prefmill.trainers.preflight.estimate.Pace;
import prefmill.trainers.preflight.findings.ChatFindings;
import prefmill.trainers.preflight.findings.HeldOutFindings;
import prefmill.trainers.preflight.findings.LengthFindings;
import prefmill.trainers.preflight.findings.ModelFindings;
import prefmill.trainers.preflight.findings.PlannedRows;
import prefmill.trainers.preflight.findings.RunFindings;
import prefmill.trainers.preflight.findings.SpaceFindings;
import prefmill.trainers.preflight.findings.ToolFindings;
import prefmill.trainers.preflight.tokens.ChatRow;
import prefmill.trainers.preflight.tokens.LengthHistogram;
import prefmill.trainers.preflight.tokens.TokenizedRows;
import prefmill.trainers.training.TrainingPlan;

/**
 * Foretells what a trainer would do with rows, with the base model's own tokenizer and template,
 * before anything expensive begins. It loads no weights and starts no program.
 */
public final class Preflight {
  private static final Set<String> UNREADABLE = Set.of("model", "chat_template");

  private final TrainerTraits trainer;
  private final TrainingPlan plan;
  private final Path baseModel;
  private final PreflightLimits limits;
  private final List<TrainingExamples> heldOut;
  private final Optional<LocalDate> day;

  private Preflight(
      TrainerTraits trainer,
      TrainingPlan plan,
      Path baseModel,
      PreflightLimits limits,
      List<TrainingExamples> heldOut,
      Optional<LocalDate> day) {
    this.trainer = trainer;
    this.plan = plan;
    this.baseModel = baseModel;
    this.limits = limits;
    this.heldOut = heldOut;
    this.day = day;
  }

  /** Of a plan on a base model's folder. */
  public static Preflight of(
      TrainerTraits trainer, TrainingPlan plan, Path baseModel, PreflightLimits limits) {
    return new Preflight(trainer, plan, baseModel, limits, List.of(), Optional.empty());
  }

  /** The same for an adapter that is evaluated on these rows once it is trained. */
  public Preflight evaluatedOn(TrainingExamples... rows) {
    return new Preflight(trainer, plan, baseModel, limits, List.of(rows), day);
  }

  /** The same for a run on a day, which is what a chat template takes for today. */
  public Preflight on(LocalDate date) {
    return new Preflight(trainer, plan, baseModel, limits, heldOut, Optional.of(date));
  }

  /**
   * Judges every row.
   *
   * @param measured how fast earlier runs were; empty for a figure by the size of the model, where
   *     there is one
   * @throws prefmill.trainers.training.TrainingException if the folder holds no model
   */
  public PreflightReport check(TrainingExamples examples, Optional<Pace> measured)
      throws IOException {
    List<Finding> findings =
        new ArrayList<>(ModelFindings.of(trainer, baseModel, plan.maxLength()));
    List<ChatRow> rows = ChatRow.all(examples);
    if (findings.stream().anyMatch(finding -> UNREADABLE.contains(finding.rule()))) {
      return PreflightReport.withoutTokens(trainer, plan.method(), rows.size(), findings);
    }
    PlannedRows planned =
        new PlannedRows(trainer, plan, baseModel, limits.maxDropped(), rows, tokens(rows));
    Estimate estimate = Estimate.of(planned, ModelSize.of(baseModel), measured, limits);
    findings.addAll(LengthFindings.of(planned));
    findings.addAll(HeldOutFindings.of(heldOut, baseModel, day));
    findings.addAll(ChatFindings.of(planned));
    findings.addAll(ToolFindings.of(planned));
    findings.addAll(RunFindings.of(planned));
    limits
        .machine()
        .ifPresent(machine -> findings.addAll(SpaceFindings.of(trainer, estimate, machine)));
    return new PreflightReport(
        trainer,
        plan.method(),
        rows.size(),
        planned.used().size(),
        findings,
        Optional.of(LengthHistogram.of(planned.tokens().rows())),
        Optional.of(estimate));
  }

  private TokenizedRows tokens(List<ChatRow> rows) throws IOException {
    try (ChatTokenizer tokenizer = ChatTokenizer.open(baseModel, day)) {
      return TokenizedRows.of(rows, plan, tokenizer);
    }
  }
}
