package prefmill.trainers.preflight.tokens;

import java.util.List;
import java.util.Optional;
import prefmill.trainers.examples.DemonstrationExample;
import prefmill.trainers.examples.Tools;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.examples.Turn;

/**
 * A row of any kind: a prompt and what answers it.
 *
 * @param rowId the row of the dataset version
 * @param prompt the chat so far; of a demonstration all but its last turn
 * @param answers the chosen and the rejected one of a pair, else the only one
 * @param good the label of a verdict
 * @param tools what the model was offered
 * @param weight how much the row counts
 */
public record ChatRow(
    String rowId,
    List<Turn> prompt,
    List<List<Turn>> answers,
    Optional<Boolean> good,
    Tools tools,
    double weight) {
  public ChatRow {
    prompt = List.copyOf(prompt);
    answers = List.copyOf(answers);
  }

  /** Every row, in its order. */
  public static List<ChatRow> all(TrainingExamples examples) {
    if (examples instanceof TrainingExamples.Preferences pairs) {
      return pairs.rows().stream()
          .map(
              r ->
                  new ChatRow(
                      r.rowId(),
                      r.prompt(),
                      List.of(r.chosen(), r.rejected()),
                      Optional.empty(),
                      r.tools(),
                      r.weight()))
          .toList();
    }
    if (examples instanceof TrainingExamples.Verdicts verdicts) {
      return verdicts.rows().stream()
          .map(
              r ->
                  new ChatRow(
                      r.rowId(),
                      r.prompt(),
                      List.of(r.completion()),
                      Optional.of(r.good()),
                      r.tools(),
                      r.weight()))
          .toList();
    }
    return ((TrainingExamples.Demonstrations) examples)
        .rows().stream().map(ChatRow::demonstration).toList();
  }

  private static ChatRow demonstration(DemonstrationExample row) {
    int last = Math.max(0, row.messages().size() - 1);
    return new ChatRow(
        row.rowId(),
        row.messages().subList(0, last),
        List.of(row.messages().subList(last, row.messages().size())),
        Optional.empty(),
        row.tools(),
        row.weight());
  }
}
