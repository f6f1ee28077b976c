package prefmill.datasets.rows;

import java.util.List;
import java.util.stream.Stream;

/**
 * One answer with people's verdict on it.
 *
 * @param rowId 32 hexadecimal digits
 * @param contextKey 32 hexadecimal digits
 * @param category the kind of task; null if unknown
 * @param prompt system, history and the person's turn, which ends it
 * @param completion the answer, ends with the assistant
 * @param label true for liked, false for disliked
 * @param tools the tools that were offered, as JSON text; null if none
 * @param answerId 32 hexadecimal digits: the answer in its context
 * @param support the persons that it rests on
 * @param weight what it should count in training, whole millionths
 */
public record UnpairedRow(
    String rowId,
    String contextKey,
    String category,
    List<ChatMessage> prompt,
    List<ChatMessage> completion,
    boolean label,
    String tools,
    String answerId,
    int support,
    double weight)
    implements Row {
  public UnpairedRow {
    prompt = List.copyOf(prompt);
    completion = List.copyOf(completion);
  }

  @Override
  public Stream<ChatMessage> messagesInAll() {
    return Stream.of(prompt, completion).flatMap(List::stream);
  }

  @Override
  public Config config() {
    return Config.UNPAIRED;
  }

  @Override
  public UnpairedRow withWeight(double other) {
    return new UnpairedRow(
        rowId, contextKey, category, prompt, completion, label, tools, answerId, support, other);
  }
}
