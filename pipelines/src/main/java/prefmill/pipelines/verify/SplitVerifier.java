package prefmill.pipelines.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import prefmill.datasets.read.VersionReader;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Row;
import prefmill.datasets.rows.Split;
import prefmill.datasets.store.PublishedVersion;
import prefmill.datasets.verify.Fault;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.moves.SplitStatement;
import prefmill.transforms.splits.HeldOutRules.Compared;

/**
 * Proves from the files that a version leaks nothing between its sides: no person and no
 * conversation on two of them, through the ledger and the event log; no near-copy of a held-out
 * prompt, through the texts.
 *
 * <p>That no context is on two sides is proved with the rows, by {@link
 * prefmill.datasets.verify.VersionVerifier}. Nothing that the build computed is used, and every
 * fault is listed.
 */
public final class SplitVerifier {
  private SplitVerifier() {}

  /** Verifies a version whose files are as they were published. */
  public static SplitReport verify(PublishedVersion version, EventLog log) throws IOException {
    Optional<SplitStatement> said = SplitStatement.of(version.manifest());
    if (said.isEmpty()) {
      return new SplitReport(
          List.of(),
          List.of("sides: the manifest does not say how they were drawn; build a newer version"));
    }
    VersionReader reader = VersionReader.open(version.folder());
    List<Fault> faults = new ArrayList<>();
    List<String> notChecked = new ArrayList<>();
    Map<String, Split> sides = new HashMap<>();
    for (Config config : Config.values()) {
      for (Split split : Split.values()) {
        try (Stream<Row> rows = reader.rows(config, split)) {
          rows.forEach(row -> sides.put(row.rowId(), split));
        }
      }
    }
    new OwnerCheck(version, said.get().anchor(), sides, faults, notChecked).run(log);
    if (said.get().decontaminate() == Compared.OFF) {
      notChecked.add("near-copies of held-out prompts: the policy had splits.decontaminate off");
    } else {
      new CopyCheck(reader, said.get().decontaminate(), faults).run();
    }
    return new SplitReport(faults, notChecked);
  }
}
