package prefmill.runners.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import prefmill.datasets.canonical.Sha256;
import prefmill.datasets.rows.Split;
import prefmill.runners.cli.BuildInfo;
import prefmill.trainers.evaluate.PairScore;
import prefmill.trainers.evaluate.gate.ComparedPair;
import prefmill.trainers.evaluate.gate.GateDecision;
import prefmill.trainers.evaluate.gate.GateRules;
import prefmill.trainers.evaluate.gate.PromotionGate;
import prefmill.trainers.examples.PreferenceExample;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.live.Aliases;
import prefmill.trainers.registry.live.Evaluation;
import prefmill.trainers.registry.live.Evaluations;
import prefmill.trainers.registry.live.LiveAdapter;

/**
 * Holds a new adapter against the one that is live, or the base model, on the same held-out rows in
 * the same run, and enters the decision as evidence.
 */
final class GateEvaluation {
  private final Registry registry;
  private final VersionExamples rows;
  private final Map<String, String> persons;

  private GateEvaluation(Registry registry, VersionExamples rows, Map<String, String> persons) {
    this.registry = registry;
    this.rows = rows;
    this.persons = persons;
  }

  /**
   * Evaluates on a version.
   *
   * @param persons by row_id whose word a held-out row is
   */
  static GateEvaluation of(Registry registry, VersionExamples rows, Map<String, String> persons) {
    return new GateEvaluation(registry, rows, persons);
  }

  /** Decides about an adapter, and enters the decision. */
  void decide(PlannedTraining planned, RegisteredAdapter adapter) throws IOException {
    Evaluations evaluations = Evaluations.of(registry);
    Optional<RegisteredAdapter> live =
        Aliases.of(registry)
            .live(planned.name())
            .map(LiveAdapter::modelId)
            .flatMap(registry.adapters()::find)
            .filter(l -> !l.id().equals(adapter.id()));
    List<ComparedPair> pairs = compare(planned, adapter, live);
    int looks = evaluations.looks(adapter.name(), adapter.datasetContentHash());
    GateDecision decision =
        PromotionGate.of(GateRules.DEFAULT).decide(pairs, looks, seed(adapter, live));
    Map<String, Object> metrics = new LinkedHashMap<>(decision.metrics());
    metrics.put("baseline", live.map(RegisteredAdapter::modelId).orElse("base model"));
    evaluations.enter(
        new Evaluation(
            adapter.id(),
            live.map(RegisteredAdapter::id),
            adapter.datasetContentHash(),
            adapter.adapterSha256(),
            Split.TEST.label(),
            decision.pairs(),
            Optional.of((long) decision.persons()),
            metrics,
            decision.decision(),
            BuildInfo.version()));
  }

  private List<ComparedPair> compare(
      PlannedTraining planned, RegisteredAdapter adapter, Optional<RegisteredAdapter> live)
      throws IOException {
    Map<String, Double> baseline = live.isPresent() ? margins(planned, live.get()) : Map.of();
    Map<String, Double> candidate = margins(planned, adapter);
    List<ComparedPair> pairs = new ArrayList<>();
    for (PreferenceExample row : rows.preferences(Split.TEST)) {
      Double margin = candidate.get(row.rowId());
      String person = persons.get(row.rowId());
      if (margin != null && person != null) {
        pairs.add(
            new ComparedPair(
                person,
                length(row.chosen()) > length(row.rejected()),
                ComparedPair.Judgement.of(margin),
                ComparedPair.Judgement.of(baseline.getOrDefault(row.rowId(), 0.0))));
      }
    }
    return pairs;
  }

  private Map<String, Double> margins(PlannedTraining planned, RegisteredAdapter adapter)
      throws IOException {
    Path folder = Path.of(adapter.adapterUri());
    return HeldOut.of(rows, Split.TEST)
        .measure(planned.on(adapter.baseModel()), folder)
        .scores()
        .stream()
        .collect(Collectors.toMap(PairScore::rowId, PairScore::margin));
  }

  /** The same comparison draws the same persons, on every machine. */
  private static long seed(RegisteredAdapter adapter, Optional<RegisteredAdapter> live) {
    String compared =
        adapter.adapterSha256()
            + live.map(RegisteredAdapter::adapterSha256).orElse("")
            + adapter.datasetContentHash();
    String hash = Sha256.hex(compared.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(HexFormat.of().parseHex(hash)).getLong();
  }

  private static int length(List<Turn> turns) {
    return turns.stream().mapToInt(turn -> turn.content().length()).sum();
  }
}
