package prefmill.pipelines.policy.checkup;

import java.util.Locale;

/**
 * What the doctor saw of one thing.
 *
 * @param what the thing
 * @param level how it is
 * @param seen what was seen, in a few words
 * @param mend what to do; empty if nothing is
 */
public record Finding(String what, Level level, String seen, String mend) {
  /** How a thing is. */
  public enum Level {
    /** As it should be. */
    OK,
    /** A run may work, but not well. */
    WARN,
    /** A run cannot work. */
    FAIL
  }

  static Finding ok(String what, String seen) {
    return new Finding(what, Level.OK, seen, "");
  }

  static Finding warn(String what, String seen, String mend) {
    return new Finding(what, Level.WARN, seen, mend);
  }

  static Finding fail(String what, String seen, String mend) {
    return new Finding(what, Level.FAIL, seen, mend);
  }

  /** Whether a run cannot work. */
  public boolean fails() {
    return level == Level.FAIL;
  }

  @Override
  public String toString() {
    String line = "%-5s %s: %s".formatted(level.name().toLowerCase(Locale.ROOT), what, seen);
    return mend.isEmpty() ? line : line + ". " + mend;
  }
}
