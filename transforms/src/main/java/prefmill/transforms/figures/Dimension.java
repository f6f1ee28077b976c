package prefmill.transforms.figures;

import java.util.Locale;

/** By what feedback is counted. */
public enum Dimension {
  /** All of a day. */
  ALL,
  SUBJECT,
  ACTION,
  MODEL,
  ADAPTER,
  ORGANIZATION;

  /** Its name in tables and policies. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The dimension of a name. */
  public static Dimension named(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
