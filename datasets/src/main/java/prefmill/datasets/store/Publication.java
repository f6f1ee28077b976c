package prefmill.datasets.store;

/**
 * How publishing ended.
 *
 * @param version the version that holds the rows
 * @param unchanged true if it was there before, and nothing was published
 */
public record Publication(PublishedVersion version, boolean unchanged) {}
