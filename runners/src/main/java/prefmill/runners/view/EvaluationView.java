package prefmill.runners.view;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import prefmill.trainers.registry.live.Evaluations;

/** A gate's decision and what it rests on, as people and programs read it. */
public final class EvaluationView {
  private EvaluationView() {}

  /** The decision as an object. */
  public static Map<String, Object> json(Evaluations.Decided decided) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", decided.id().toString());
    values.put("decision", decided.decision().name().toLowerCase(Locale.ROOT));
    values.put("at", decided.createdAt().toString());
    values.put("metrics", decided.metrics());
    return values;
  }

  /** The same for people. */
  public static String text(Evaluations.Decided decided) {
    StringBuilder text = new StringBuilder("evaluation: ");
    text.append(decided.decision().name().toLowerCase(Locale.ROOT));
    text.append(" at ").append(decided.createdAt()).append('\n');
    decided
        .metrics()
        .forEach(
            (name, value) ->
                text.append("  ").append(name).append(": ").append(value).append('\n'));
    return text.toString();
  }
}
