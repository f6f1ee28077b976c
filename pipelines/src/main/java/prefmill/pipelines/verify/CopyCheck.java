package prefmill.pipelines.verify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import prefmill.datasets.read.VersionReader;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Row;
import prefmill.datasets.rows.Split;
import prefmill.datasets.verify.Fault;
import prefmill.pipelines.rows.ComparedPrompt;
import prefmill.transforms.neardup.Shingles;
import prefmill.transforms.splits.HeldOutRules;
import prefmill.transforms.splits.HeldOutRules.Compared;

/**
 * Checks that no train prompt is a near-copy of one of validation or test, and no validation prompt
 * of one of test; by an exact join of its own, without the build's sketches.
 */
final class CopyCheck {
  private final VersionReader reader;
  private final Compared compared;
  private final List<Fault> faults;

  CopyCheck(VersionReader reader, Compared compared, List<Fault> faults) {
    this.reader = reader;
    this.compared = compared;
    this.faults = faults;
  }

  void run() {
    check("last user turn", ComparedPrompt::turn);
    if (compared == Compared.PROMPT) {
      check("conversation", ComparedPrompt::conversation);
    }
  }

  private void check(String what, Function<ComparedPrompt, String> part) {
    Map<String, String> test = texts(Split.TEST, part);
    Map<String, String> validation = texts(Split.VALIDATION, part);
    copies(Split.TRAIN, Split.TEST, test, what, part);
    copies(Split.TRAIN, Split.VALIDATION, validation, what, part);
    copies(Split.VALIDATION, Split.TEST, test, what, part);
  }

  /** The distinct texts of a side, each with the first row that has it. */
  private Map<String, String> texts(Split split, Function<ComparedPrompt, String> part) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Config config : Config.values()) {
      try (Stream<Row> rows = reader.rows(config, split)) {
        rows.forEach(row -> texts.putIfAbsent(part.apply(ComparedPrompt.of(row)), row.rowId()));
      }
    }
    return texts;
  }

  private void copies(
      Split side,
      Split other,
      Map<String, String> heldOut,
      String what,
      Function<ComparedPrompt, String> part) {
    if (heldOut.isEmpty()) {
      return;
    }
    List<String> rowIds = List.copyOf(heldOut.values());
    SimilarSets sets = SimilarSets.of(heldOut.keySet().stream().map(Shingles::of).toList());
    for (Config config : Config.values()) {
      try (Stream<Row> rows = reader.rows(config, side)) {
        rows.forEach(
            row -> {
              long[] own = Shingles.of(part.apply(ComparedPrompt.of(row)));
              Optional<SimilarSets.Match> copy = sets.find(own, HeldOutRules.NEAR);
              copy.ifPresent(
                  match ->
                      faults.add(
                          new Fault(
                              config.label() + "/" + side.label(),
                              0,
                              String.format(
                                  Locale.ROOT,
                                  "the %s of row %s is a near-copy (%.3f) of that of row %s in %s",
                                  what,
                                  row.rowId(),
                                  match.jaccard(),
                                  rowIds.get(match.place()),
                                  other.label()))));
            });
      }
    }
  }
}
