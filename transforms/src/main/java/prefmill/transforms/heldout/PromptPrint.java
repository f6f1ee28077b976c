package prefmill.transforms.heldout;

import prefmill.transforms.keys.Id;

/**
 * What the held-out rules need of a row's prompt: no text.
 *
 * @param context the stable key of its context, which nobody can grind
 * @param variant prompts of one context that differ as published (in the numbers of placeholders)
 *     are numbered, from 0
 * @param first whether the row stands for this prompt, which the context's other rows repeat
 * @param turn of the last user turn; null if nothing is compared
 * @param conversation of the whole conversation; null if it is the last user turn alone
 */
public record PromptPrint(
    Id context, int variant, boolean first, TextPrint turn, TextPrint conversation) {
  /** Whether the row stands for its context. */
  public boolean standsForContext() {
    return first && variant == 0;
  }

  /** The print of a further row with the same prompt. */
  public PromptPrint repeated() {
    return first ? new PromptPrint(context, variant, false, turn, conversation) : this;
  }

  /** The print of the whole conversation. */
  public TextPrint whole() {
    return conversation == null ? turn : conversation;
  }
}
