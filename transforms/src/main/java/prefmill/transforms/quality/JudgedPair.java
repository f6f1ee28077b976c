package prefmill.transforms.quality;

/**
 * A pair of answers as the rules see it.
 *
 * @param prompt the last user turn; null if the model saw none
 * @param chosen the better answer
 * @param rejected the worse answer
 * @param correction whether chosen is a person's correction of rejected
 * @param strength how much better, in millionths
 */
public record JudgedPair(
    String prompt, String chosen, String rejected, boolean correction, long strength) {
  /** The strength of a pair of which nothing else is said. */
  public static final long FULL_STRENGTH = 1_000_000;

  /** A pair of full strength. */
  public static JudgedPair of(String prompt, String chosen, String rejected) {
    return new JudgedPair(prompt, chosen, rejected, false, FULL_STRENGTH);
  }

  /** A person's correction over the answer that it corrects. */
  public static JudgedPair correction(String prompt, String correction, String response) {
    return new JudgedPair(prompt, correction, response, true, FULL_STRENGTH);
  }
}
