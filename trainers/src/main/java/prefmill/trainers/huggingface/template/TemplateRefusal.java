package prefmill.trainers.huggingface.template;

import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.interpret.TemplateError.ErrorReason;
import java.util.List;
import java.util.Locale;
import prefmill.trainers.examples.Turn;

/** Why a template writes no text, told without a word of the chat that it was given. */
final class TemplateRefusal extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int WORD = 3;
  private static final int PIECE = 8;
  private static final int LONGEST = 500;

  private final boolean ours;

  private TemplateRefusal(String message, boolean ours) {
    super(message);
    this.ours = ours;
  }

  /** What the template itself said by raise_exception. */
  static TemplateRefusal ofTemplate(String message) {
    return new TemplateRefusal(String.valueOf(message), false);
  }

  /** What a function of ours said. */
  static TemplateRefusal ofFunction(String message) {
    return new TemplateRefusal(message, true);
  }

  /**
   * The reason, in words that stand in the template or hold nothing of the chat.
   *
   * @param template the template's text
   */
  static String told(TemplateError error, String template, List<Turn> turns) {
    if (error.getReason() == ErrorReason.OUTPUT_TOO_BIG
        || error.getReason() == ErrorReason.COLLECTION_TOO_BIG) {
      return "it writes more than any chat has";
    }
    if (String.valueOf(error.getMessage()).contains("OutOfMemoryError")) {
      return "it writes more than the memory holds";
    }
    Throwable cause = error.getException();
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof TemplateRefusal refusal) {
      return refusal.ours ? refusal.getMessage() : literal(refusal.getMessage(), template, turns);
    }
    String words = String.valueOf(error.getMessage());
    return quotes(words, turns) ? "the template fails on this chat" : words;
  }

  /** A template may put what people wrote into its message. */
  private static String literal(String message, String template, List<Turn> turns) {
    boolean own = template.contains(message) || !quotes(message, turns);
    return own && !message.isBlank() && message.length() <= LONGEST
        ? message
        : "the template refuses this chat";
  }

  /** Whether a message holds a piece of a turn, or a short turn whole, or is no sentence at all. */
  private static boolean quotes(String message, List<Turn> turns) {
    if (message.length() > LONGEST) {
      return true;
    }
    String words = message.toLowerCase(Locale.ROOT);
    for (Turn turn : turns) {
      String content = turn.content().strip().toLowerCase(Locale.ROOT);
      if (content.length() >= WORD && content.length() < PIECE && words.contains(content)) {
        return true;
      }
      for (int i = 0; i + PIECE <= content.length(); i++) {
        if (words.contains(content.substring(i, i + PIECE))) {
          return true;
        }
      }
    }
    return false;
  }
}
