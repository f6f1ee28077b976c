package prefmill.transforms.rows;

import prefmill.transforms.keys.Id;

/**
 * A prompt that nearly copies a held-out one.
 *
 * @param row the held-out row
 * @param jaccard the exact similarity of the two prompts, in millionths
 */
public record HeldOutCopy(Id row, long jaccard) {}
