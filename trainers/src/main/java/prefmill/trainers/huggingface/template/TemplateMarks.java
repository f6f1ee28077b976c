package prefmill.trainers.huggingface.template;

import java.util.ArrayList;
import java.util.List;
import prefmill.trainers.training.TrainingException;

/**
 * What stands in the marks of a template whose blank space is resolved: statements and expressions,
 * with every quoted text in them emptied.
 *
 * @param statements what stands in <code>{% %}</code>, in order
 * @param expressions what stands in {@code {{ }}}, in order
 */
record TemplateMarks(List<String> statements, List<String> expressions) {
  private static final String END_OF_RAW = "{% endraw %}";
  static final List<String> BLOCKS =
      List.of(
          "if",
          "unless",
          "for",
          "macro",
          "call",
          "filter",
          "block",
          "with",
          "autoescape",
          "generation");
  private static final int DEEPEST = 50;

  /**
   * Those of a template.
   *
   * @throws TrainingException if blocks or brackets nest deeper than any model's do
   */
  static TemplateMarks of(String resolved) {
    TemplateMarks marks = new TemplateMarks(new ArrayList<>(), new ArrayList<>());
    int at = next(resolved, 0);
    while (at < resolved.length()) {
      boolean statement = resolved.charAt(at + 1) == '%';
      StringBuilder body = new StringBuilder();
      at = body(resolved, at + 2, statement ? "%}" : "}}", body);
      String text = body.toString().strip();
      if (statement && text.equals("raw")) {
        at = resolved.indexOf(END_OF_RAW, at) + END_OF_RAW.length();
      } else {
        requireFlat(text);
        (statement ? marks.statements : marks.expressions).add(text);
      }
      at = next(resolved, at);
    }
    marks.requireFlatBlocks();
    return marks;
  }

  /** All of them. */
  List<String> all() {
    List<String> all = new ArrayList<>(statements);
    all.addAll(expressions);
    return all;
  }

  private static int next(String text, int from) {
    for (int i = from; i + 1 < text.length(); i++) {
      if (text.charAt(i) == '{' && "{%".indexOf(text.charAt(i + 1)) >= 0) {
        return i;
      }
    }
    return text.length();
  }

  /** Copies what stands before the closing mark, and returns the place behind it. */
  private static int body(String text, int from, String closing, StringBuilder body) {
    char quote = 0;
    int at = from;
    while (at < text.length() && (quote != 0 || !text.startsWith(closing, at))) {
      char c = text.charAt(at);
      if (quote == 0 || c == quote) {
        body.append(c);
        quote = quote != 0 ? 0 : c == '\'' || c == '"' ? c : 0;
      } else if (c == '\\') {
        at++;
      }
      at++;
    }
    return at + closing.length();
  }

  private static void requireFlat(String body) {
    int depth = 0;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      requireDepth(depth, "brackets");
    }
  }

  private void requireFlatBlocks() {
    int depth = 0;
    for (String statement : statements) {
      String name = statement.split("\\W", 2)[0];
      depth += name.startsWith("end") ? -1 : BLOCKS.contains(name) ? 1 : 0;
      requireDepth(depth, "blocks");
    }
  }

  private static void requireDepth(int depth, String what) {
    if (depth > DEEPEST) {
      throw new TrainingException(
          "The model's chat template nests %s deeper than %s: use the chat template of the model's source."
              .formatted(what, DEEPEST));
    }
  }
}
