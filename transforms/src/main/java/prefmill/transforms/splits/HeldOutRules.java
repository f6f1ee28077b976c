package prefmill.transforms.splits;

import java.io.Serializable;

/**
 * How the held-out sides are kept apart from training.
 *
 * @param heldOutCap the most contexts that are held out, validation and test together
 * @param decontaminate which part of a prompt no prompt of another side may nearly copy
 */
public record HeldOutRules(int heldOutCap, Compared decontaminate) implements Serializable {
  /** Twenty thousand contexts, compared by conversation and by last user turn. */
  public static final HeldOutRules DEFAULT = new HeldOutRules(20_000, Compared.PROMPT);

  /** The Jaccard similarity of word 5-grams from which a prompt is a near-copy. */
  public static final double NEAR = 0.8;

  /** What is compared with held-out prompts. */
  public enum Compared {
    /** The whole conversation, and the last user turn alone. */
    PROMPT,
    /** The last user turn alone. */
    TURN,
    /** Nothing. */
    OFF
  }
}
