package prefmill.transforms.figures.alert;

/**
 * When dislikes are sudden.
 *
 * @param minimum the least number of dislikes of a day
 * @param times how many times those of an average day before
 */
public record SpikeRule(int minimum, double times) {}
