package prefmill.runners.nightly;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import prefmill.runners.view.EvaluationView;
import prefmill.runners.view.LiveView;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.live.Aliases;
import prefmill.trainers.registry.live.Evaluation;
import prefmill.trainers.registry.live.Evaluations;
import prefmill.trainers.registry.live.LiveAdapter;

/**
 * Where an adapter stands at the end of a run.
 *
 * @param alias what it would be promoted to
 * @param evaluation what the gate says of it, held against what is live there
 * @param live what is live there
 */
public record Standing(
    String alias, Optional<Evaluations.Decided> evaluation, Optional<LiveAdapter> live) {
  static final Standing NONE = new Standing("", Optional.empty(), Optional.empty());

  /**
   * Asks a registry.
   *
   * @param alias what the adapter would be promoted to
   */
  public static Standing of(Registry registry, RegisteredAdapter adapter, String alias) {
    Aliases aliases = Aliases.of(registry);
    Evaluations evaluations = Evaluations.of(registry);
    return new Standing(
        alias,
        evaluations
            .newest(adapter.id(), aliases.baseline(alias, adapter.id()))
            .or(() -> evaluations.newest(adapter.id())),
        aliases.live(alias));
  }

  /** The decision and what is live, for a report. */
  public Map<String, Object> json() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("evaluation", evaluation.map(EvaluationView::json).orElse(null));
    values.put("live", live.map(LiveView::json).orElse(null));
    return values;
  }

  /** The same for people, and what is left for them to do; ends with a line break. */
  public String text(RegisteredAdapter adapter) {
    boolean isLive = live.map(l -> l.modelId().equals(adapter.modelId())).orElse(false);
    boolean passed = evaluation.map(e -> e.decision() == Evaluation.Decision.PASSED).orElse(false);
    return "Evaluation: %s\nLive under %s: %s\n%s"
        .formatted(
            evaluation.map(Standing::decided).orElse("none"),
            alias,
            live.map(Standing::described).orElse("nothing"),
            passed && !isLive
                ? "`prefmill registry promote %s` makes it live.\n".formatted(adapter.modelId())
                : "");
  }

  private static String decided(Evaluations.Decided decided) {
    Object baseline = decided.metrics().get("baseline");
    Object reason = decided.metrics().get("reason");
    return decided.decision().name().toLowerCase(Locale.ROOT)
        + (baseline == null ? "" : " against " + baseline)
        + (reason == null ? "" : ". " + reason);
  }

  private static String described(LiveAdapter live) {
    return "%s since %s, by %s".formatted(live.modelId(), live.since(), live.actor());
  }
}
