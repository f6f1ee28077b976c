package prefmill.trainers.huggingface.template.library;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values as Python's {@code json.dumps} writes them, which is what {@code tojson} means in a chat
 * template: a blank behind commas and colons, nothing escaped that need not be, numbers as Python
 * has them.
 */
final class PythonJson {
  private final StringBuilder out = new StringBuilder();
  private final String step;
  private final boolean ascii;
  private final boolean sorted;
  private final String comma;
  private final String colon;

  private PythonJson(String step, boolean ascii, boolean sorted, String comma, String colon) {
    this.step = step;
    this.ascii = ascii;
    this.sorted = sorted;
    this.comma = comma;
    this.colon = colon;
  }

  /**
   * The text of maps, collections, texts, numbers, booleans and null.
   *
   * @param step what a deeper level is indented by; null for everything on one line
   * @param ascii whether other characters are escaped
   * @param sorted whether keys are sorted
   */
  static String of(Object value, String step, boolean ascii, boolean sorted) {
    return of(value, step, ascii, sorted, step == null ? ", " : ",", ": ");
  }

  /** The same with other separators. */
  static String of(
      Object value, String step, boolean ascii, boolean sorted, String comma, String colon) {
    PythonJson json = new PythonJson(step, ascii, sorted, comma, colon);
    json.write(value, 0);
    return json.out.toString();
  }

  private void write(Object value, int depth) {
    if (value instanceof Map<?, ?> map) {
      object(sorted ? new TreeMap<>(map) : map, depth);
    } else if (value instanceof Collection<?> list) {
      list(list, depth);
    } else if (value instanceof Boolean || value == null) {
      out.append(value);
    } else if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
      out.append(number(((Number) value).doubleValue()));
    } else if (value instanceof Number) {
      out.append(value);
    } else {
      text(value.toString());
    }
  }

  private void object(Map<?, ?> map, int depth) {
    if (map.isEmpty()) {
      out.append("{}");
      return;
    }
    out.append('{');
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<?, ?> entry = entries.next();
      newLine(depth + 1);
      text(String.valueOf(entry.getKey()));
      out.append(colon);
      write(entry.getValue(), depth + 1);
      out.append(entries.hasNext() ? comma : "");
    }
    newLine(depth);
    out.append('}');
  }

  private void list(Collection<?> list, int depth) {
    if (list.isEmpty()) {
      out.append("[]");
      return;
    }
    out.append('[');
    Iterator<?> items = list.iterator();
    while (items.hasNext()) {
      newLine(depth + 1);
      write(items.next(), depth + 1);
      out.append(items.hasNext() ? comma : "");
    }
    newLine(depth);
    out.append(']');
  }

  private void newLine(int depth) {
    if (step != null) {
      out.append('\n').append(step.repeat(depth));
    }
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          boolean escaped = c < ' ' || (ascii && c > '~');
          out.append(escaped ? String.format(Locale.ROOT, "\\u%04x", (int) c) : c);
        }
      }
    }
    out.append('"');
  }

  /** The shortest digits that stand for the number, with an exponent from 1e16 and below 1e-4. */
  private static String number(double number) {
    if (number == 0) {
      return 1 / number < 0 ? "-0.0" : "0.0";
    }
    BigDecimal digits = new BigDecimal(NumberOutput.toString(number, true)).stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = digits.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String all = digits.unscaledValue().abs().toString();
    String mantissa = all.length() == 1 ? all : all.charAt(0) + "." + all.substring(1);
    return String.format(
        Locale.ROOT,
        "%s%se%s%02d",
        number < 0 ? "-" : "",
        mantissa,
        exponent < 0 ? "-" : "+",
        Math.abs(exponent));
  }
}
