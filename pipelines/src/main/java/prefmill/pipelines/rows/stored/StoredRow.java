package prefmill.pipelines.rows.stored;

import prefmill.transforms.heldout.PromptPrint;
import prefmill.transforms.rows.SlimRow;

/**
 * A row whose text waits in a file of the attempt.
 *
 * @param slim what the steps across contexts need of it
 * @param text where its text is
 * @param prompt what the held-out rules need of it; null where nothing is held out
 */
public record StoredRow(SlimRow slim, TextRef text, PromptPrint prompt) {}
