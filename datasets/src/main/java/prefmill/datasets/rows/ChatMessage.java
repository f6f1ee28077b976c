package prefmill.datasets.rows;

/**
 * One turn of a published conversation.
 *
 * @param role system, user, assistant or tool
 * @param content its text; empty for an assistant turn without text, never null
 */
public record ChatMessage(String role, String content) {
  /** A turn of the person. */
  public static ChatMessage user(String content) {
    return new ChatMessage("user", content);
  }

  /** A turn of the model. */
  public static ChatMessage assistant(String content) {
    return new ChatMessage("assistant", content);
  }
}
