package prefmill.pipelines.rows;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import prefmill.transforms.keys.Id;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.Placeholders;
import prefmill.transforms.neardup.Sketcher;
import prefmill.transforms.pairs.PairedContext;
import prefmill.transforms.rows.Config;
import prefmill.transforms.rows.RowRef;
import prefmill.transforms.rows.SlimRow;
import prefmill.transforms.settled.Evidence;
import prefmill.transforms.settled.Supporter;

/** Makes the slim form of rows: sketches, stable keys, charged persons. */
final class SlimRows {
  private static final int CHARGED = 3;
  // ids, numbers and names of columns, so that a shard of short rows is not taken for an empty one
  private static final int COLUMN_BYTES = 400;

  private final KeyedHash hash;
  private final Sketcher sketcher;

  SlimRows(KeyedHash hash, Sketcher sketcher) {
    this.hash = hash;
    this.sketcher = sketcher;
  }

  SlimRow of(
      Id row,
      Config config,
      PairedContext context,
      Evidence evidence,
      List<Supporter> supporters,
      String chosen,
      String rejected,
      Placeholders names,
      int longer) {
    Id stable = hash.id("row_key", row.hex());
    long bytes = COLUMN_BYTES + length(chosen) + length(rejected) + length(context);
    // as published: rows that differ in whose address they name are the same row for a trainer
    String turn = names.apply(context.exchange().prompt());
    return new SlimRow(
        new RowRef(row, stable, config, context.side(), context.bucket(), bytes, longer),
        rank(evidence),
        supporters.stream().mapToLong(Supporter::createdAt).min().orElseThrow(),
        charged(supporters),
        context.category(),
        supporters.stream().allMatch(Supporter::synthetic),
        null,
        sketcher.row(turn, named(chosen, names), named(rejected, names)),
        sketcher.turn(turn));
  }

  private static String named(String text, Placeholders names) {
    return text == null ? null : names.apply(text);
  }

  @SuppressWarnings("EnumOrdinal") // the order of the constants is the order of trust
  private static int rank(Evidence evidence) {
    return evidence.ordinal();
  }

  /** The three persons with the smallest stable keys; a curator is no person here. */
  private static List<Id> charged(List<Supporter> supporters) {
    Set<Id> persons = new LinkedHashSet<>();
    for (Supporter supporter : supporters) {
      if (!supporter.curated() && persons.size() < CHARGED) {
        persons.add(supporter.person());
      }
    }
    return List.copyOf(persons);
  }

  private static long length(PairedContext context) {
    long length =
        length(SystemMessage.of(context.exchange())) + length(context.exchange().prompt());
    return length
        + context.exchange().history().stream().mapToLong(m -> length(m.content())).sum()
        + length(context.exchange().tools());
  }

  private static long length(String text) {
    return text == null ? 0 : text.length();
  }
}
