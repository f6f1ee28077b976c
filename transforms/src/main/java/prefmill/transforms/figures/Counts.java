package prefmill.transforms.figures;

/**
 * How often what was said.
 *
 * @param events distinct events, whatever they say
 * @param persons who said anything
 * @param ups messages of a person whose last word of the day is up
 * @param downs the same for down
 * @param neutrals the same for neutral
 * @param corrections messages that a person corrected
 */
public record Counts(
    long events, long persons, long ups, long downs, long neutrals, long corrections) {
  /** Nothing. */
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

  /** Both together. */
  public Counts plus(Counts other) {
    return new Counts(
        events + other.events,
        persons + other.persons,
        ups + other.ups,
        downs + other.downs,
        neutrals + other.neutrals,
        corrections + other.corrections);
  }

  /** Ups and downs: what approval is a share of. */
  public long verdicts() {
    return ups + downs;
  }

  /** ups / (ups + downs); NaN without either. */
  public double approval() {
    return (double) ups / verdicts();
  }
}
