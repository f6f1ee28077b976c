package prefmill.trainers.examples;

import java.util.List;

/**
 * An answer judged by itself.
 *
 * @param rowId the row of the dataset version it stands for
 * @param prompt the chat so far, ends with the user
 * @param completion the answer's turns
 * @param good true if people liked it
 * @param weight how much the row counts in the loss, 1 for a whole row
 */
public record VerdictExample(
    String rowId, List<Turn> prompt, List<Turn> completion, boolean good, double weight) {
  public VerdictExample {
    prompt = List.copyOf(prompt);
    completion = List.copyOf(completion);
  }
}
