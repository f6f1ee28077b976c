package prefmill.transforms.event;

/** What a signal speaks about: signals of different facets do not overwrite one another. */
public enum Facet {
  POLARITY,
  CORRECTION,
  COMPARISON,
  REVIEW
}
