package prefmill.datasets.rows;

import java.util.Arrays;
import java.util.Locale;

/** How an event ends: every one ends as exactly one of these. */
public enum Outcome {
  /** At least one published row rests on it. */
  USED,
  /** A rule said no. */
  REJECTED,
  /** It could not be understood. */
  DEAD;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name in the ledger: used, rejected or dead. */
  public String label() {
    return label;
  }

  /**
   * The outcome of a label.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Outcome parse(String label) {
    return Arrays.stream(values())
        .filter(outcome -> outcome.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no outcome \"" + label + "\": use used, rejected or dead"));
  }
}
