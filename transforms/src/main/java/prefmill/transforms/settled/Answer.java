package prefmill.transforms.settled;

import prefmill.transforms.keys.Id;

/**
 * An answer is a context and a response, whatever message ids delivered it.
 *
 * @param id keyed hash of context and response
 * @param text as first seen
 * @param model the model that gave it; null if unknown
 */
public record Answer(Id id, String text, String model) {}
