package prefmill.pipelines.rows;

import prefmill.datasets.rows.Row;
import prefmill.transforms.heldout.PromptPrint;
import prefmill.transforms.heldout.TextPrint;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.neardup.Sketcher;
import prefmill.transforms.splits.HeldOutRules.Compared;

/** Makes the prints of prompts as they are published; the rows of a context come one by one. */
public final class PromptPrints {
  private final KeyedHash hash;
  private final Compared compared;
  private final Sketcher sketcher;
  private String context;
  private ComparedPrompt prompt;
  private PromptPrint print;

  /** Prints of one part of prompts; {@code compared} says which. */
  public PromptPrints(KeyedHash hash, Sketcher sketcher, Compared compared) {
    this.hash = hash;
    this.sketcher = sketcher;
    this.compared = compared;
  }

  /** The print of the next row. */
  public PromptPrint next(Row row) {
    ComparedPrompt next = ComparedPrompt.of(row);
    boolean known = row.contextKey().equals(context);
    if (known && next.equals(prompt)) {
      print = print.repeated();
    } else {
      print =
          new PromptPrint(
              hash.id("held_out_key", row.contextKey()),
              known ? print.variant() + 1 : 0,
              true,
              compared == Compared.OFF ? null : TextPrint.of(next.turn(), sketcher),
              compared != Compared.PROMPT || next.conversation().equals(next.turn())
                  ? null
                  : TextPrint.of(next.conversation(), sketcher));
    }
    context = row.contextKey();
    prompt = next;
    return print;
  }
}
