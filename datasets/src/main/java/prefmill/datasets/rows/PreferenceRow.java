package prefmill.datasets.rows;

import java.util.List;
import java.util.stream.Stream;

/**
 * Two answers to one prompt, one of them preferred.
 *
 * @param rowId 32 hexadecimal digits
 * @param contextKey 32 hexadecimal digits
 * @param category the kind of task; null if unknown
 * @param prompt system, history and the person's turn, which ends it
 * @param chosen the preferred answer, ends with the assistant
 * @param rejected the other answer, ends with the assistant
 * @param chosenId 32 hexadecimal digits: the preferred answer in its context
 * @param rejectedId 32 hexadecimal digits: the other answer in its context
 * @param chosenModel the model that wrote chosen; null if unknown or written by a person
 * @param rejectedModel the model that wrote rejected; null if unknown
 * @param tools the tools that were offered, as JSON text; null if none
 * @param evidence curated, comparison, correction, ratings, thumbs_one_person or thumbs_people
 * @param support the persons that it rests on
 * @param strength how strong the preference is, from 0 to 1, whole millionths
 * @param weight what it should count in training, whole millionths
 */
public record PreferenceRow(
    String rowId,
    String contextKey,
    String category,
    List<ChatMessage> prompt,
    List<ChatMessage> chosen,
    List<ChatMessage> rejected,
    String chosenId,
    String rejectedId,
    String chosenModel,
    String rejectedModel,
    String tools,
    String evidence,
    int support,
    double strength,
    double weight)
    implements Row {
  public PreferenceRow {
    prompt = List.copyOf(prompt);
    chosen = List.copyOf(chosen);
    rejected = List.copyOf(rejected);
  }

  @Override
  public Stream<ChatMessage> messagesInAll() {
    return Stream.of(prompt, chosen, rejected).flatMap(List::stream);
  }

  @Override
  public Config config() {
    return Config.PREFERENCE;
  }

  @Override
  public PreferenceRow withWeight(double other) {
    return new PreferenceRow(
        rowId,
        contextKey,
        category,
        prompt,
        chosen,
        rejected,
        chosenId,
        rejectedId,
        chosenModel,
        rejectedModel,
        tools,
        evidence,
        support,
        strength,
        other);
  }
}
