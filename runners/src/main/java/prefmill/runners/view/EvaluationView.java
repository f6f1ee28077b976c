package prefmill.runners.view;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import prefmill.runners.cli.Table;
import prefmill.trainers.registry.live.Evaluations;

/** A gate's decision and what it rests on, as people and programs read it. */
public final class EvaluationView {
  private static final List<String> FIRST =
      List.of(
          "reason",
          "decided_by",
          "baseline",
          "rows",
          "persons",
          "length_controlled_accuracy",
          "baseline_length_controlled_accuracy",
          "difference_lower_bound",
          "alpha_spent",
          "look");
  private static final MathContext FOUR_DIGITS = new MathContext(4);

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

  /** The newest decisions by model_id, a line each. */
  public static String table(Map<String, Evaluations.Decided> decisions) {
    Table table = Table.of("EVALUATED", "ADAPTER", "DECISION", "AGAINST", "REASON");
    decisions.forEach(
        (adapter, decided) ->
            table.line(
                decided.createdAt(),
                adapter,
                decided.decision().name().toLowerCase(Locale.ROOT),
                decided.metrics().get("baseline"),
                decided.metrics().get("reason")));
    return table.toString();
  }

  /** One decision for people. */
  public static String text(Evaluations.Decided decided) {
    StringBuilder text = new StringBuilder("evaluation: ");
    text.append(decided.decision().name().toLowerCase(Locale.ROOT));
    text.append(" at ").append(decided.createdAt()).append('\n');
    lines(text, "  ", inOrder(decided.metrics()));
    return text.toString();
  }

  /** What decided comes first, then the rest by name, and what has parts last. */
  private static Map<String, Object> inOrder(Map<String, Object> metrics) {
    Map<String, Object> ordered = new LinkedHashMap<>();
    for (String name : FIRST) {
      if (metrics.containsKey(name)) {
        ordered.put(name, metrics.get(name));
      }
    }
    Map<String, Object> rest = new TreeMap<>(metrics);
    rest.forEach((name, value) -> putUnless(value instanceof Map<?, ?>, ordered, name, value));
    rest.forEach(ordered::putIfAbsent);
    return ordered;
  }

  private static void putUnless(
      boolean nested, Map<String, Object> ordered, String name, Object value) {
    if (!nested) {
      ordered.putIfAbsent(name, value);
    }
  }

  private static void lines(StringBuilder text, String indent, Map<?, ?> values) {
    values.forEach(
        (name, value) -> {
          text.append(indent).append(name).append(':');
          if (value instanceof Map<?, ?> nested) {
            text.append('\n');
            lines(text, indent + "  ", new TreeMap<>(nested));
          } else {
            text.append(' ').append(shown(value, FOUR_DIGITS)).append('\n');
          }
        });
  }

  /** A value in a line: of what has parts, each name with its value. */
  static String words(Object value) {
    return value instanceof Map<?, ?> parts
        ? parts.entrySet().stream()
            .map(part -> part.getKey() + " " + nested(part.getValue()))
            .collect(Collectors.joining(", "))
        : shown(value, MathContext.DECIMAL32);
  }

  private static String nested(Object value) {
    return value instanceof Map<?, ?> ? "(" + words(value) + ")" : words(value);
  }

  private static String shown(Object value, MathContext digits) {
    return value instanceof Double number
        ? BigDecimal.valueOf(number).round(digits).stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }
}
