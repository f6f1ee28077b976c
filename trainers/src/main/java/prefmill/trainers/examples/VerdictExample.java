package prefmill.trainers.examples;

import java.util.List;

/**
 * An answer judged by itself.
 *
 * @param rowId the row of the dataset version it stands for
 * @param prompt the chat so far, ends with the user
 * @param completion the answer's turns
 * @param good true if people liked it
 * @param tools what the model was offered
 * @param weight how much the row counts in the loss, 1 for a whole row
 */
public record VerdictExample(
    String rowId,
    List<Turn> prompt,
    List<Turn> completion,
    boolean good,
    Tools tools,
    double weight) {
  /** A row without tools. */
  public VerdictExample(
      String rowId, List<Turn> prompt, List<Turn> completion, boolean good, double weight) {
    this(rowId, prompt, completion, good, Tools.none(), weight);
  }

  public VerdictExample {
    prompt = List.copyOf(prompt);
    completion = List.copyOf(completion);
  }
}
