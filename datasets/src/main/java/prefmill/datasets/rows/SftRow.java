package prefmill.datasets.rows;

import java.util.List;
import java.util.stream.Stream;

/**
 * One conversation to imitate: a correction, or an answer that people liked.
 *
 * @param rowId 32 hexadecimal digits
 * @param contextKey 32 hexadecimal digits
 * @param category the kind of task; null if unknown
 * @param messages the whole conversation, ends with the assistant
 * @param tools the tools that were offered, as JSON text; null if none
 * @param evidence what it rests on, named as in {@link PreferenceRow}
 * @param weight what it should count in training, whole millionths
 */
public record SftRow(
    String rowId,
    String contextKey,
    String category,
    List<ChatMessage> messages,
    String tools,
    String evidence,
    double weight)
    implements Row {
  public SftRow {
    messages = List.copyOf(messages);
  }

  @Override
  public Stream<ChatMessage> messagesInAll() {
    return messages.stream();
  }

  @Override
  public Config config() {
    return Config.SFT;
  }

  @Override
  public SftRow withWeight(double other) {
    return new SftRow(rowId, contextKey, category, messages, tools, evidence, other);
  }
}
