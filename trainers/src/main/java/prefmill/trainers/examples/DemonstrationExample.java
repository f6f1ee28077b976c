package prefmill.trainers.examples;

import java.util.List;

/**
 * A whole chat to imitate.
 *
 * @param rowId the row of the dataset version it stands for
 * @param messages the chat, ends with the assistant
 * @param weight how much the row counts in the loss, 1 for a whole row
 */
public record DemonstrationExample(String rowId, List<Turn> messages, double weight) {
  public DemonstrationExample {
    messages = List.copyOf(messages);
  }
}
