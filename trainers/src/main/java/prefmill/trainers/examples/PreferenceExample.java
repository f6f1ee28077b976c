package prefmill.trainers.examples;

import java.util.List;

/**
 * A prompt with a better and a worse answer.
 *
 * @param rowId the row of the dataset version it stands for
 * @param prompt the chat so far, ends with the user
 * @param chosen the better answer's turns
 * @param rejected the worse answer's turns
 * @param tools what the model was offered
 * @param weight how much the row counts in the loss, 1 for a whole row
 */
public record PreferenceExample(
    String rowId,
    List<Turn> prompt,
    List<Turn> chosen,
    List<Turn> rejected,
    Tools tools,
    double weight) {
  /** A row without tools. */
  public PreferenceExample(
      String rowId, List<Turn> prompt, List<Turn> chosen, List<Turn> rejected, double weight) {
    this(rowId, prompt, chosen, rejected, Tools.none(), weight);
  }

  public PreferenceExample {
    prompt = List.copyOf(prompt);
    chosen = List.copyOf(chosen);
    rejected = List.copyOf(rejected);
  }
}
