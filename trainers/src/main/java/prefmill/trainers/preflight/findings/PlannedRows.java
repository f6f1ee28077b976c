package prefmill.trainers.preflight.findings;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import prefmill.trainers.preflight.TrainerTraits;
import prefmill.trainers.preflight.tokens.ChatRow;
import prefmill.trainers.preflight.tokens.RowTokens;
import prefmill.trainers.preflight.tokens.TokenizedRows;
import prefmill.trainers.training.TrainingPlan;

/**
 * What is to be judged.
 *
 * @param trainer who would train
 * @param plan how
 * @param baseModel on which model
 * @param maxDropped the share of rows that may be left out
 * @param rows on which rows
 * @param tokens the same rows in tokens
 */
public record PlannedRows(
    TrainerTraits trainer,
    TrainingPlan plan,
    Path baseModel,
    double maxDropped,
    List<ChatRow> rows,
    TokenizedRows tokens) {
  public PlannedRows {
    rows = List.copyOf(rows);
  }

  /** The rows that would be trained on. */
  public List<RowTokens> used() {
    return tokens.rows().stream()
        .filter(row -> row.whole() <= plan.maxLength() && row.targets() > 0)
        .toList();
  }

  /** The rows that max_length leaves out. */
  public List<RowTokens> tooLong() {
    return tokens.rows().stream().filter(row -> row.whole() > plan.maxLength()).toList();
  }

  /** The ids of the rows that reach the trainer and are of a kind. */
  List<String> sent(Predicate<ChatRow> kind) {
    Set<String> left = tooLong().stream().map(RowTokens::rowId).collect(Collectors.toSet());
    return rows.stream()
        .filter(row -> !left.contains(row.rowId()))
        .filter(kind)
        .map(ChatRow::rowId)
        .toList();
  }
}
