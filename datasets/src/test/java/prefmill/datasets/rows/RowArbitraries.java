package prefmill.datasets.rows;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Any row that a build could publish: all of Unicode in the texts, null wherever it is allowed. */
public final class RowArbitraries {
  private RowArbitraries() {}

  /** Rows of all three configs. */
  public static Arbitrary<Row> rows() {
    return Arbitraries.oneOf(preferences(), unpaired(), sft());
  }

  /** Ledger entries of all three outcomes. */
  public static Arbitrary<LedgerEntry> ledgerEntries() {
    Arbitrary<LedgerEntry> used =
        Combinators.combine(text(), ids().list().ofMinSize(1).ofMaxSize(4)).as(LedgerEntry::used);
    Arbitrary<LedgerEntry> rejected =
        Combinators.combine(
                text(),
                Arbitraries.of("settle", "quality"),
                Arbitraries.of("conflict", "too_short"),
                Arbitraries.doubles().injectNull(0.3),
                Arbitraries.doubles().injectNull(0.3))
            .as(LedgerEntry::rejected);
    return Arbitraries.oneOf(used, rejected, ids().map(id -> LedgerEntry.dead(id, "bad_json")));
  }

  private static Arbitrary<Row> preferences() {
    return Combinators.combine(
            ids(), messages(), messages(), messages(), label(), label(), count(), millionths())
        .as(
            (id, prompt, chosen, rejected, category, tools, support, weight) ->
                new PreferenceRow(
                    id,
                    id,
                    category,
                    prompt,
                    chosen,
                    rejected,
                    id,
                    id,
                    tools,
                    category,
                    tools,
                    "comparison",
                    support,
                    weight,
                    weight));
  }

  private static Arbitrary<Row> unpaired() {
    return Combinators.combine(
            ids(), messages(), messages(), Arbitraries.of(true, false), label(), count())
        .as(
            (id, prompt, completion, liked, tools, support) ->
                new UnpairedRow(id, id, tools, prompt, completion, liked, tools, id, support, 1.0));
  }

  private static Arbitrary<Row> sft() {
    return Combinators.combine(ids(), messages(), label(), millionths())
        .as(
            (id, messages, tools, weight) ->
                new SftRow(id, id, tools, messages, tools, "x", weight));
  }

  private static Arbitrary<java.util.List<ChatMessage>> messages() {
    return Combinators.combine(Arbitraries.of("system", "user", "assistant", "tool"), text())
        .as(ChatMessage::new)
        .list()
        .ofMaxSize(4);
  }

  private static Arbitrary<String> ids() {
    return Arbitraries.strings().withChars("0123456789abcdef").ofLength(32);
  }

  private static Arbitrary<String> label() {
    return text().injectNull(0.3);
  }

  /** Any code points but lone surrogates, which are dead letters long before. */
  private static Arbitrary<String> text() {
    return Arbitraries.integers()
        .between(0, Character.MAX_CODE_POINT)
        .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
        .list()
        .ofMaxSize(12)
        .map(
            points ->
                points.stream()
                    .collect(
                        StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
  }

  private static Arbitrary<Integer> count() {
    return Arbitraries.integers().between(1, 1_000_000);
  }

  private static Arbitrary<Double> millionths() {
    return Arbitraries.longs().between(0, 1_000_000).map(millionths -> millionths / 1e6);
  }
}
