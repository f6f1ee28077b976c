package prefmill.trainers.examples;

import java.util.List;

/**
 * A whole chat to imitate.
 *
 * @param rowId the row of the dataset version it stands for
 * @param messages the chat, ends with the assistant
 * @param tools what the model was offered
 * @param weight how much the row counts in the loss, 1 for a whole row
 */
public record DemonstrationExample(String rowId, List<Turn> messages, Tools tools, double weight) {
  /** A row without tools. */
  public DemonstrationExample(String rowId, List<Turn> messages, double weight) {
    this(rowId, messages, Tools.none(), weight);
  }

  public DemonstrationExample {
    messages = List.copyOf(messages);
  }
}
