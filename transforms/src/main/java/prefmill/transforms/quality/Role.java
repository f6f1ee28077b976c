package prefmill.transforms.quality;

import java.util.Locale;

/** The part a text plays in training: what makes a good answer is no demand on a bad one. */
public enum Role {
  /** The last user turn. */
  PROMPT,
  /** What the model shall learn: the better answer, a correction, an answer that people liked. */
  CHOSEN,
  /** What the model shall unlearn: the worse answer, an answer that people disliked. */
  REJECTED;

  /** The name in documents, such as chosen. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
