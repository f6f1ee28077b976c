package prefmill.transforms.quality.settings;

import java.util.Optional;

/**
 * A number that a policy may set for a rule.
 *
 * @param name the key in the policy, such as min_chars
 * @param value the default; null if nothing is measured unless a policy asks
 * @param least the least value that makes sense
 * @param greatest the greatest value that makes sense
 * @param reason why the default is what it is
 */
public record Threshold(String name, Double value, double least, double greatest, String reason) {
  /** A share of a whole, 0 to 1. */
  public static Threshold share(String name, double value, String reason) {
    return new Threshold(name, value, 0, 1, reason);
  }

  /** A number of things, 0 or more. */
  public static Threshold count(String name, int value, String reason) {
    return new Threshold(name, (double) value, 0, Integer.MAX_VALUE, reason);
  }

  /** A number of things, 1 or more, that is not counted unless a policy sets it. */
  public static Threshold onDemand(String name, String reason) {
    return new Threshold(name, null, 1, Integer.MAX_VALUE, reason);
  }

  /** What is wrong with a policy's value for it; empty if nothing is. */
  public Optional<String> fault(Object candidate) {
    boolean fits =
        candidate instanceof Number number
            && number.doubleValue() >= least
            && number.doubleValue() <= greatest;
    return fits
        ? Optional.empty()
        : Optional.of("is " + candidate + "; it must lie from " + least + " to " + greatest);
  }
}
