package prefmill.trainers.evaluate.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import prefmill.trainers.examples.Tools;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.examples.Turn;

/**
 * A chat that an adapter was trained on.
 *
 * @param rowId the row of the dataset version
 * @param person whose word the row is; the row's own id if nobody knows
 * @param turns prompt and answer
 * @param tools what the model was offered
 */
public record TrainedChat(String rowId, String person, List<Turn> turns, Tools tools) {
  public TrainedChat {
    turns = List.copyOf(turns);
  }

  /**
   * Everything that rows say, of pairs both answers.
   *
   * @param person of a row's id
   */
  public static List<TrainedChat> of(TrainingExamples rows, UnaryOperator<String> person) {
    List<TrainedChat> chats = new ArrayList<>();
    if (rows instanceof TrainingExamples.Preferences pairs) {
      pairs
          .rows()
          .forEach(
              row -> {
                String whose = person.apply(row.rowId());
                chats.add(of(row.rowId(), whose, row.prompt(), row.chosen(), row.tools()));
                chats.add(of(row.rowId(), whose, row.prompt(), row.rejected(), row.tools()));
              });
    } else if (rows instanceof TrainingExamples.Demonstrations demonstrations) {
      demonstrations
          .rows()
          .forEach(
              row ->
                  chats.add(
                      of(
                          row.rowId(),
                          person.apply(row.rowId()),
                          row.messages(),
                          List.of(),
                          row.tools())));
    } else if (rows instanceof TrainingExamples.Verdicts verdicts) {
      verdicts
          .rows()
          .forEach(
              row ->
                  chats.add(
                      of(
                          row.rowId(),
                          person.apply(row.rowId()),
                          row.prompt(),
                          row.completion(),
                          row.tools())));
    }
    return chats;
  }

  private static TrainedChat of(
      String rowId, String person, List<Turn> prompt, List<Turn> answer, Tools tools) {
    List<Turn> turns = new ArrayList<>(prompt);
    turns.addAll(answer);
    return new TrainedChat(rowId, person, turns, tools);
  }
}
