package prefmill.transforms.event;

import java.util.function.UnaryOperator;

/**
 * One turn of a conversation.
 *
 * @param role system, user, assistant or tool
 * @param content its text; empty for a turn without text
 */
public record Message(String role, String content) {
  Message mapText(UnaryOperator<String> text) {
    return new Message(role, text.apply(content));
  }
}
