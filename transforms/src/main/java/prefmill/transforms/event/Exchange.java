package prefmill.transforms.event;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The exchange as the model saw it.
 *
 * @param system the system prompt; null without one
 * @param history the turns before the prompt
 * @param tools the tools' JSON text; null without tools
 * @param documents the context documents
 * @param prompt the last user turn; null only in a retraction
 * @param response the answer that is judged; null in a choice and in a retraction
 */
public record Exchange(
    String system,
    List<Message> history,
    String tools,
    List<String> documents,
    String prompt,
    String response) {
  public Exchange {
    history = List.copyOf(history);
    documents = List.copyOf(documents);
  }

  Exchange mapText(UnaryOperator<String> text) {
    return new Exchange(
        Body.apply(text, system),
        Body.each(history, message -> message.mapText(text)),
        Body.apply(text, tools),
        Body.each(documents, text),
        Body.apply(text, prompt),
        Body.apply(text, response));
  }
}
