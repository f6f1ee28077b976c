package prefmill.runners.doctor;

/**
 * One thing that a run needs.
 *
 * @param what the thing
 * @param ok whether it is as it should be
 * @param seen what was found, or what is wrong and how to mend it
 */
public record Finding(String what, boolean ok, String seen) {
  static Finding good(String what, String seen) {
    return new Finding(what, true, seen);
  }

  static Finding wrong(String what, String seen) {
    return new Finding(what, false, seen);
  }
}
