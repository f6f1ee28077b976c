package prefmill.datasets.rows;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The three tables of a published version, in the order in which they are listed. */
public enum Config {
  PREFERENCE,
  UNPAIRED,
  SFT;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name in folders, manifest and load_dataset, such as preference. */
  public String label() {
    return label;
  }

  /**
   * The config of a label.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Config parse(String label) {
    return Arrays.stream(values())
        .filter(config -> config.label.equals(label))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no config \"" + label + "\": use " + labels()));
  }

  private static String labels() {
    return Arrays.stream(values()).map(Config::label).collect(Collectors.joining(", "));
  }
}
