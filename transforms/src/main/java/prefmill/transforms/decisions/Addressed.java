package prefmill.transforms.decisions;

/**
 * A decision for the contexts at one place of the log.
 *
 * @param bucket the place
 * @param decision what they must know
 */
public record Addressed(long bucket, Decision decision) {}
