package prefmill.transforms.settled;

import java.util.Locale;

/** What a pair rests on, the most trusted first. */
public enum Evidence {
  CURATED,
  COMPARISON,
  CORRECTION,
  RATINGS,
  THUMBS_ONE_PERSON,
  THUMBS_PEOPLE;

  /** The name in published rows, such as thumbs_people. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
