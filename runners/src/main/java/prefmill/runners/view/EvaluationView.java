package prefmill.runners.view;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import prefmill.trainers.registry.live.Evaluations;

/** A gate's decision and what it rests on, as people and programs read it. */
public final class EvaluationView {
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

  /** The same for people. */
  public static String text(Evaluations.Decided decided) {
    StringBuilder text = new StringBuilder("evaluation: ");
    text.append(decided.decision().name().toLowerCase(Locale.ROOT));
    text.append(" at ").append(decided.createdAt()).append('\n');
    lines(text, "  ", decided.metrics());
    return text.toString();
  }

  private static void lines(StringBuilder text, String indent, Map<?, ?> values) {
    values.forEach(
        (name, value) -> {
          text.append(indent).append(name).append(':');
          if (value instanceof Map<?, ?> nested) {
            text.append('\n');
            lines(text, indent + "  ", nested);
          } else {
            text.append(' ').append(shown(value)).append('\n');
          }
        });
  }

  private static String shown(Object value) {
    return value instanceof Double number
        ? BigDecimal.valueOf(number).round(FOUR_DIGITS).stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }
}
