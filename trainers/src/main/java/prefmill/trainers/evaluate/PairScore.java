package prefmill.trainers.evaluate;

/**
 * How an adapter and its base model judge one pair.
 *
 * @param rowId the row of the dataset version
 * @param margin implicit reward of chosen less that of rejected; above 0 the adapter is right
 * @param baseDifference the base model's log-probability of chosen less that of rejected
 * @param baseDifferencePerToken the same, each divided by its length
 */
public record PairScore(
    String rowId, double margin, double baseDifference, double baseDifferencePerToken) {}
