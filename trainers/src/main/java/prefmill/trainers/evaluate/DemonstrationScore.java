package prefmill.trainers.evaluate;

import prefmill.trainers.djl.measure.ComparedSequence;

/**
 * How an adapter and its base model foretell one demonstration.
 *
 * @param rowId the row of the dataset version
 * @param answer what they make of the tokens of its last answer
 */
public record DemonstrationScore(String rowId, ComparedSequence answer) {}
