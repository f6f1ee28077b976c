package prefmill.runners.evaluation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import prefmill.datasets.canonical.Sha256;
import prefmill.datasets.rows.Split;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.lineage.UsedEvents;
import prefmill.pipelines.policy.training.EvaluationPolicy;
import prefmill.runners.cli.BuildInfo;
import prefmill.runners.project.Project;
import prefmill.runners.training.PlannedTraining;
import prefmill.runners.training.VersionExamples;
import prefmill.trainers.evaluate.gate.GateDecision;
import prefmill.trainers.evaluate.gate.GateRules;
import prefmill.trainers.evaluate.gate.PromotionGate;
import prefmill.trainers.evaluate.judge.JudgedPrompt;
import prefmill.trainers.evaluate.judge.WinRate;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.live.Evaluation;
import prefmill.trainers.registry.live.Evaluation.Decision;
import prefmill.trainers.registry.live.Evaluations;
import prefmill.trainers.registry.live.Provenance;
import prefmill.trainers.training.Method;

/**
 * Holds a new adapter against the one that is live, or the base model, on the same held-out rows in
 * the same run, and enters the decision as evidence. The same files and rows give the same numbers;
 * a judge's word alone is its own.
 */
public final class GateEvaluation {
  private static final Set<String> ASKED_OF_BASELINE =
      Set.of(
          "preference_accuracy",
          "mean_margin",
          "chosen_loss",
          "chosen_perplexity",
          "loss",
          "perplexity",
          "kl_to_base");

  private final Registry registry;
  private final Project project;
  private final EvaluationPolicy policy;
  private final GateRules rules;
  private final VersionExamples rows;
  private final Map<String, String> persons;

  private GateEvaluation(
      Registry registry, Project project, VersionExamples rows, Map<String, String> persons) {
    this.registry = registry;
    this.project = project;
    this.policy = project.policy().training().orElseThrow().evaluation();
    this.rules = new GateRules(policy.alpha(), policy.minPersons());
    this.rows = rows;
    this.persons = persons;
  }

  /** Evaluates on a version, by the rules of a project's policy. */
  public static GateEvaluation of(Registry registry, Project project, PublishedVersion version)
      throws IOException {
    return new GateEvaluation(
        registry,
        project,
        VersionExamples.of(version.folder()),
        UsedEvents.of(project.policy().store(), version).persons());
  }

  /** Decides about an adapter, and enters the decision. */
  public void decide(PlannedTraining planned, RegisteredAdapter adapter)
      throws IOException, InterruptedException {
    Contender candidate = Contender.of(adapter, planned);
    Optional<Contender> live = Contender.live(registry, adapter, planned);
    Optional<JudgedAnswers> judged =
        policy.judge().isPresent()
            ? Optional.of(JudgedAnswers.of(policy.judge().get(), rows, persons))
            : Optional.empty();
    Examination seen = Examination.of(project.policy(), rows, persons, candidate, live, judged);
    Comparison comparison =
        Comparison.of(rows, persons, seen.candidate().scores(), seen.baseline().scores());
    Evaluations evaluations = Evaluations.of(registry);
    int looks = evaluations.looks(adapter.name(), adapter.datasetContentHash());
    long seed = seed(adapter, live);
    GateDecision decision = byRows(adapter, comparison, looks, seed);
    Optional<WinRate> winRate = Optional.empty();
    if (judged.isPresent()) {
      List<JudgedPrompt> prompts =
          judged.get().compare(seen.candidate().answers(), seen.baseline().answers());
      winRate = Optional.of(WinRate.of(prompts, decision.alphaSpent(), seed));
    }
    for (Optional<String> refusal :
        List.of(seen.leaks().refusal(), winRate.flatMap(rate -> rate.refusal(rules)))) {
      decision = refusal.map(decision::refusedBecause).orElse(decision);
    }
    Map<String, Object> metrics = new LinkedHashMap<>(decision.metrics());
    metrics.put("baseline", live.map(l -> l.adapter().modelId()).orElse("base model"));
    double beta = planned.plan().beta();
    metrics.putAll(seen.candidate().scores().metrics(beta));
    seen.baseline()
        .scores()
        .metrics(beta)
        .forEach(
            (name, value) -> {
              if (ASKED_OF_BASELINE.contains(name)) {
                metrics.put("baseline_" + name, value);
              }
            });
    metrics.put("pairs_of_equal_length", comparison.equalLengths());
    metrics.put("categories", comparison.categories());
    metrics.put("leak_replay", seen.leaks().metrics());
    winRate.ifPresent(rate -> metrics.put("judge", rate.metrics()));
    evaluations.enter(
        new Evaluation(
            adapter.id(),
            live.map(l -> l.adapter().id()),
            adapter.datasetContentHash(),
            adapter.adapterSha256(),
            Split.TEST.label(),
            decision.rows(),
            Optional.of((long) decision.persons()),
            metrics,
            decision.decision(),
            BuildInfo.version(),
            new Provenance(
                adapter.baseModelSha256(),
                live.map(l -> l.adapter().adapterSha256()).orElse(adapter.baseModelSha256()),
                CodeHash.sha256(),
                Map.of("alpha", rules.alpha(), "min_persons", rules.minPersons(), "seed", seed),
                judged.map(JudgedAnswers::identity))));
  }

  /** Pairs decide wherever they can; what supervised training is for decides where they cannot. */
  private GateDecision byRows(
      RegisteredAdapter adapter, Comparison comparison, int looks, long seed) {
    PromotionGate gate = PromotionGate.of(rules);
    GateDecision byPairs = gate.decide(comparison.pairs(), looks, seed);
    boolean supervised = adapter.method().equals(Method.SFT.label());
    return byPairs.decision() == Decision.UNDECIDABLE && supervised
        ? gate.decideByLikelihood(comparison.answers(), looks, seed)
        : byPairs;
  }

  /** The same comparison draws the same persons, on every machine. */
  private static long seed(RegisteredAdapter adapter, Optional<Contender> live) {
    String compared =
        adapter.adapterSha256()
            + live.map(l -> l.adapter().adapterSha256()).orElse("")
            + adapter.datasetContentHash();
    String hash = Sha256.hex(compared.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(HexFormat.of().parseHex(hash)).getLong();
  }
}
