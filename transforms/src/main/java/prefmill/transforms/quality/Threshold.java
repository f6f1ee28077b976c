package prefmill.transforms.quality;

/**
 * A number that a policy may set for a rule.
 *
 * @param name the key in the policy, such as min_chars
 * @param value the default
 * @param least the least value that makes sense
 * @param greatest the greatest value that makes sense
 * @param reason why the default is what it is
 */
public record Threshold(String name, double value, double least, double greatest, String reason) {
  /** A share of a whole, 0 to 1. */
  public static Threshold share(String name, double value, String reason) {
    return new Threshold(name, value, 0, 1, reason);
  }

  /** A number of things, 0 or more. */
  public static Threshold count(String name, int value, String reason) {
    return new Threshold(name, value, 0, Integer.MAX_VALUE, reason);
  }

  /** Whether a policy may set this value. */
  public boolean allows(double candidate) {
    return candidate >= least && candidate <= greatest;
  }
}
