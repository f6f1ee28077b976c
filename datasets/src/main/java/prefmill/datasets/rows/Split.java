package prefmill.datasets.rows;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The sides of a published version, in the order in which they are listed: no person, conversation
 * or context is on two of them.
 */
public enum Split {
  TRAIN,
  VALIDATION,
  TEST;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name in files, manifest and load_dataset, such as train. */
  public String label() {
    return label;
  }

  /**
   * The split of a label.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Split parse(String label) {
    return Arrays.stream(values())
        .filter(split -> split.label.equals(label))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no split \"" + label + "\": use " + labels()));
  }

  private static String labels() {
    return Arrays.stream(values()).map(Split::label).collect(Collectors.joining(", "));
  }
}
