package prefmill.pipelines.rows;

import java.util.List;
import java.util.stream.Collectors;
import prefmill.datasets.rows.ChatMessage;
import prefmill.datasets.rows.PreferenceRow;
import prefmill.datasets.rows.Row;
import prefmill.datasets.rows.SftRow;
import prefmill.datasets.rows.UnpairedRow;

/**
 * The parts of a published row's prompt in which near-copies are looked for.
 *
 * <p>System messages are no part of them: system prompt and context documents are the
 * application's, often equal in all prompts, so that short questions would all be near-copies.
 *
 * @param turn the last user turn
 * @param conversation all messages but those of the system, a line feed between two
 */
public record ComparedPrompt(String turn, String conversation) {
  /** The parts of a row's prompt. */
  public static ComparedPrompt of(Row row) {
    List<ChatMessage> prompt = prompt(row);
    return new ComparedPrompt(
        prompt.get(prompt.size() - 1).content(),
        prompt.stream()
            .filter(message -> !message.role().equals("system"))
            .map(ChatMessage::content)
            .collect(Collectors.joining("\n")));
  }

  private static List<ChatMessage> prompt(Row row) {
    if (row instanceof PreferenceRow pair) {
      return pair.prompt();
    } else if (row instanceof UnpairedRow verdict) {
      return verdict.prompt();
    }
    List<ChatMessage> messages = ((SftRow) row).messages();
    return messages.subList(0, messages.size() - 1);
  }
}
