package prefmill.runners.evaluation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import prefmill.datasets.canonical.Sha256;
import prefmill.datasets.rows.Split;
import prefmill.runners.cli.BuildInfo;
import prefmill.trainers.evaluate.gate.GateDecision;
import prefmill.trainers.evaluate.gate.GateRules;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.live.Evaluation;
import prefmill.trainers.registry.live.Evaluation.Decision;
import prefmill.trainers.registry.live.Provenance;

/**
 * What a decision rests on, by hashes.
 *
 * @param adapter the candidate
 * @param live what it is held against; the base model if empty
 * @param rowsSha256 of the held-out rows' ids
 * @param codeSha256 of the modules that measure and decide
 * @param rules of the gate
 */
record Evidence(
    RegisteredAdapter adapter,
    Optional<RegisteredAdapter> live,
    String rowsSha256,
    String codeSha256,
    GateRules rules) {

  /** What it is held against, as people call it. */
  String baseline() {
    return live.map(RegisteredAdapter::modelId).orElse("base model");
  }

  /** The same comparison draws the same persons, on every machine. */
  long seed() {
    String compared =
        adapter.adapterSha256()
            + live.map(RegisteredAdapter::adapterSha256).orElse("")
            + adapter.datasetContentHash();
    String hash = Sha256.hex(compared.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(HexFormat.of().parseHex(hash)).getLong();
  }

  /**
   * A decision as a row.
   *
   * @param contentHash of the numbers that were measured
   * @param judge who compared answers; empty for nobody
   */
  Evaluation row(
      GateDecision decision,
      String contentHash,
      Map<String, Object> metrics,
      Optional<Map<String, Object>> judge) {
    return new Evaluation(
        adapter.id(),
        live.map(RegisteredAdapter::id),
        adapter.datasetContentHash(),
        adapter.adapterSha256(),
        Optional.of(decision.look()),
        Split.TEST.label(),
        decision.rows(),
        Optional.of((long) decision.persons()),
        metrics,
        decision.decision(),
        BuildInfo.version(),
        provenance(Optional.of(contentHash), judge));
  }

  /** A row that says why nothing could be measured; it is no look at the rows. */
  Evaluation unmeasured(String reason) {
    return new Evaluation(
        adapter.id(),
        live.map(RegisteredAdapter::id),
        adapter.datasetContentHash(),
        adapter.adapterSha256(),
        Optional.empty(),
        Split.TEST.label(),
        0,
        Optional.empty(),
        Map.of("reason", reason, "baseline", baseline()),
        Decision.UNDECIDABLE,
        BuildInfo.version(),
        provenance(Optional.empty(), Optional.empty()));
  }

  private Provenance provenance(Optional<String> contentHash, Optional<Map<String, Object>> judge) {
    return new Provenance(
        contentHash,
        rowsSha256,
        adapter.baseModelSha256(),
        live.map(RegisteredAdapter::adapterSha256).orElse(adapter.baseModelSha256()),
        codeSha256,
        Map.of("alpha", rules.alpha(), "min_persons", rules.minPersons(), "seed", seed()),
        judge);
  }
}
