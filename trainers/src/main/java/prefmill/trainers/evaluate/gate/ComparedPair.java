package prefmill.trainers.evaluate.gate;

/**
 * How two adapters judge one held-out pair.
 *
 * @param person the person whose word it is; rows of one person are not independent
 * @param chosen whether the chosen answer is the longer one
 * @param candidate what the new adapter makes of it
 * @param baseline what the one to beat makes of it
 */
public record ComparedPair(String person, Length chosen, Judgement candidate, Judgement baseline) {

  /** How long an answer is beside the other one. */
  public enum Length {
    LONGER,
    EQUAL,
    SHORTER;

    /** The length of the first beside that of the second, in any unit. */
    public static Length of(int first, int second) {
      return first > second ? LONGER : first < second ? SHORTER : EQUAL;
    }
  }

  /** Whether an adapter agrees with the person, in half points. */
  public enum Judgement {
    /** It raised the rejected answer more. */
    WRONG,
    /** It moved neither more than the other, as the base model itself does: half a point. */
    UNDECIDED,
    /** It raised the chosen answer more. */
    RIGHT;

    /** The judgement that a margin stands for: implicit reward of chosen less that of rejected. */
    public static Judgement of(double margin) {
      return margin > 0 ? RIGHT : margin < 0 ? WRONG : UNDECIDED;
    }

    int halves() {
      return switch (this) {
        case WRONG -> 0;
        case UNDECIDED -> 1;
        case RIGHT -> 2;
      };
    }
  }

  /** By how many half points the candidate is better, -2 to 2. */
  int gain() {
    return candidate.halves() - baseline.halves();
  }
}
