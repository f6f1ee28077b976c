package prefmill.pipelines.heldout;

import prefmill.pipelines.rows.stored.TextRef;
import prefmill.transforms.heldout.PromptPrint;
import prefmill.transforms.keys.Id;
import prefmill.transforms.splits.Side;

/**
 * A prompt that is held out.
 *
 * @param row the row that stands for it
 * @param side validation or test
 * @param print what it is found by
 * @param text where the row's text is
 */
record HeldOutPrompt(Id row, Side side, PromptPrint print, TextRef text) {}
