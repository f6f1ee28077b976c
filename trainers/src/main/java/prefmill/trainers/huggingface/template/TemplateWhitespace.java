package prefmill.trainers.huggingface.template;

import prefmill.trainers.training.TrainingException;

/**
 * Does to a template's text what Jinja's lexer does with trim_blocks and lstrip_blocks on, as
 * transformers sets them: takes away comments, and the blank space that a minus in a mark and lines
 * of blocks take with them. The template engine, which knows some of these rules only, then finds
 * none of them to apply.
 */
final class TemplateWhitespace {
  private final String template;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private boolean lineBegins = true;

  private TemplateWhitespace(String template) {
    this.template = template;
  }

  static String resolve(String template) {
    return new TemplateWhitespace(template).resolve();
  }

  private String resolve() {
    while (at < template.length()) {
      int mark = nextMark();
      String text = template.substring(at, mark);
      if (mark == template.length()) {
        out.append(text);
        break;
      }
      char kind = template.charAt(mark + 1);
      char trim = mark + 2 < template.length() ? template.charAt(mark + 2) : ' ';
      out.append(before(text, kind, trim));
      int inside = trim == '-' || trim == '+' ? mark + 3 : mark + 2;
      at = inside;
      int end = end(kind);
      boolean trimmed = template.charAt(end - 1) == '-' && end - 1 >= inside;
      boolean kept = template.charAt(end - 1) == '+' && kind != '{' && end - 1 >= inside;
      String body = template.substring(inside, trimmed || kept ? end - 1 : end);
      if (kind == '%' && body.strip().equals("raw")) {
        raw(end + 2, trimmed);
        continue;
      }
      if (kind != '#') {
        out.append('{').append(kind).append(body).append(kind == '{' ? '}' : '%').append('}');
      }
      at = after(end + 2, trimmed, kind != '{' && !kept);
    }
    return out.toString();
  }

  private int nextMark() {
    for (int i = at; i + 1 < template.length(); i++) {
      if (template.charAt(i) == '{' && "{%#".indexOf(template.charAt(i + 1)) >= 0) {
        return i;
      }
    }
    return template.length();
  }

  private String before(String text, char kind, char trim) {
    if (trim == '-') {
      return text.stripTrailing();
    }
    int line = text.lastIndexOf('\n') + 1;
    boolean ownLine = (line > 0 || lineBegins) && text.substring(line).isBlank();
    return kind != '{' && trim != '+' && ownLine ? text.substring(0, line) : text;
  }

  /** Where the closing mark is; one within a quoted text closes nothing. */
  private int end(char kind) {
    String closing = kind == '{' ? "}}" : kind + "}";
    char quote = 0;
    for (int i = at; i + 1 < template.length(); i++) {
      char c = template.charAt(i);
      if (quote != 0) {
        i += c == '\\' ? 1 : 0;
        quote = c == quote ? 0 : quote;
      } else if (kind != '#' && (c == '\'' || c == '"')) {
        quote = c;
      } else if (template.startsWith(closing, i)) {
        return i;
      }
    }
    throw new TrainingException(
        "The model's chat template has a {%s that is never closed.".formatted(kind));
  }

  /** The place behind a mark, where the next text begins. */
  private int after(int from, boolean trimmed, boolean newlineToo) {
    int next = from;
    if (trimmed) {
      while (next < template.length() && Character.isWhitespace(template.charAt(next))) {
        next++;
      }
    } else if (newlineToo && next < template.length() && template.charAt(next) == '\n') {
      next++;
    }
    lineBegins = next > from && template.charAt(next - 1) == '\n';
    return next;
  }

  /** What is raw is text, so it is handed on as a raw block. */
  private void raw(int from, boolean trimmed) {
    java.util.regex.Matcher end =
        java.util.regex.Pattern.compile("\\{%([-+]?)\\s*endraw\\s*([-+]?)%}").matcher(template);
    if (!end.find(from)) {
      throw new TrainingException("The model's chat template has a raw block that never ends.");
    }
    String text = template.substring(after(from, trimmed, true), end.start());
    text = end.group(1).equals("-") ? text.stripTrailing() : text;
    out.append("{% raw %}").append(text).append("{% endraw %}");
    at = after(end.end(), end.group(2).equals("-"), !end.group(2).equals("+"));
  }
}
