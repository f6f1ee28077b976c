package prefmill.runners.evaluation;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import prefmill.datasets.rows.Split;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.lineage.UsedEvents;
import prefmill.pipelines.policy.training.EvaluationPolicy;
import prefmill.runners.project.Project;
import prefmill.runners.training.AlteredFilesException;
import prefmill.runners.training.PlannedTraining;
import prefmill.runners.training.VersionExamples;
import prefmill.trainers.evaluate.gate.GateDecision;
import prefmill.trainers.evaluate.gate.GateRules;
import prefmill.trainers.evaluate.gate.PromotionGate;
import prefmill.trainers.evaluate.judge.JudgedPrompt;
import prefmill.trainers.evaluate.judge.WinRate;
import prefmill.trainers.evaluate.leak.LeakReport;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.live.Aliases;
import prefmill.trainers.registry.live.Evaluation.Decision;
import prefmill.trainers.registry.live.Evaluations;
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

  /**
   * Decides about an adapter, and enters the decision as a look at the test rows; if its files, or
   * those of what it would be held against, are not the registered ones, enters that nothing could
   * be decided, and why.
   *
   * @param alias it is held against what is live there
   */
  public void decide(PlannedTraining planned, RegisteredAdapter adapter, String alias)
      throws IOException, InterruptedException {
    Optional<RegisteredAdapter> live =
        Aliases.of(registry).baseline(alias, adapter.id()).flatMap(registry.adapters()::find);
    Evidence evidence =
        new Evidence(
            adapter, live, HeldOut.of(rows, Split.TEST).sha256(), EvaluatingCode.sha256(), rules);
    Contender candidate;
    Optional<Contender> opponent;
    try {
      candidate = Contender.of(adapter, planned);
      opponent =
          live.isPresent() ? Optional.of(Contender.of(live.get(), planned)) : Optional.empty();
    } catch (AlteredFilesException e) {
      Evaluations.of(registry).enter(evidence.unmeasured(e.getMessage()));
      return;
    }
    decide(evidence, candidate, opponent, planned.plan().beta());
  }

  private void decide(
      Evidence evidence, Contender candidate, Optional<Contender> opponent, double beta)
      throws IOException, InterruptedException {
    Optional<JudgedAnswers> judged =
        policy.judge().isPresent()
            ? Optional.of(JudgedAnswers.of(policy.judge().get(), rows, persons))
            : Optional.empty();
    Examination seen = Examination.of(project.policy(), rows, persons, candidate, opponent, judged);
    Optional<List<JudgedPrompt>> prompts =
        judged.isPresent()
            ? Optional.of(
                judged.get().compare(seen.candidate().answers(), seen.baseline().answers()))
            : Optional.empty();
    Comparison comparison =
        Comparison.of(rows, persons, seen.candidate().scores(), seen.baseline().scores());
    Evaluations.of(registry)
        .look(
            evidence.rowsSha256(),
            evidence.adapter().datasetContentHash(),
            look -> {
              GateDecision byRows = byRows(evidence, comparison, look - 1);
              Optional<WinRate> winRate =
                  prompts.map(p -> WinRate.of(p, byRows.alphaSpent(), evidence.seed()));
              GateDecision decision = weighed(byRows, seen.leaks(), winRate);
              Map<String, Object> metrics = new LinkedHashMap<>(decision.metrics());
              metrics.put("baseline", evidence.baseline());
              metrics.putAll(measured(seen, beta));
              metrics.put("pairs_of_equal_length", comparison.equalLengths());
              metrics.put("categories", comparison.categories());
              metrics.put("leak_replay", seen.leaks().metrics());
              winRate.ifPresent(rate -> metrics.put("judge", rate.metrics()));
              return evidence.row(
                  decision, candidate.contentHash(), metrics, judged.map(JudgedAnswers::identity));
            });
  }

  private GateDecision weighed(GateDecision byRows, LeakReport leaks, Optional<WinRate> winRate) {
    GateDecision decision = byRows;
    for (Optional<String> refusal :
        List.of(leaks.refusal(), winRate.flatMap(rate -> rate.refusal(rules)))) {
      decision = refusal.map(decision::refusedBecause).orElse(decision);
    }
    return winRate.flatMap(WinRate::leftOut).map(decision::noting).orElse(decision);
  }

  private static Map<String, Object> measured(Examination seen, double beta) {
    Map<String, Object> metrics = new LinkedHashMap<>(seen.candidate().scores().metrics(beta));
    seen.baseline()
        .scores()
        .metrics(beta)
        .forEach(
            (name, value) -> {
              if (ASKED_OF_BASELINE.contains(name)) {
                metrics.put("baseline_" + name, value);
              }
            });
    return metrics;
  }

  /** Pairs decide wherever they can; what supervised training is for decides where they cannot. */
  private GateDecision byRows(Evidence evidence, Comparison comparison, int looks) {
    PromotionGate gate = PromotionGate.of(rules);
    GateDecision byPairs = gate.decide(comparison.pairs(), looks, evidence.seed());
    boolean supervised = evidence.adapter().method().equals(Method.SFT.label());
    return byPairs.decision() == Decision.UNDECIDABLE && supervised
        ? gate.decideByLikelihood(comparison.answers(), looks, evidence.seed())
        : byPairs;
  }
}
