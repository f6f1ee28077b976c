package prefmill.trainers.huggingface.template;

import com.hubspot.jinjava.interpret.Context;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import prefmill.trainers.training.TrainingException;

/**
 * The tags, filters, tests and functions that a template names. The template engine passes over one
 * that it does not know, and what it was given is then missing from the text; transformers refuses
 * the template.
 */
final class TemplateNames {
  private static final String WORD = "([A-Za-z_]\\w*)";
  private static final Pattern FILTER = Pattern.compile("\\|\\s*" + WORD);
  private static final Pattern TEST = Pattern.compile("(?<![.\\w])is\\s+(?:not\\s+)?" + WORD);
  private static final Pattern CALL =
      Pattern.compile("(?<![.\\w|])(?<before>(?:is|not|macro|call)\\s+)?" + WORD + "\\s*\\(");
  private static final Pattern NAMING = Pattern.compile("^(?:set|for|macro|import|from)\\b");
  private static final Pattern FOR_IF = Pattern.compile("^for\\b.*\\bif\\b", Pattern.DOTALL);
  private static final Pattern BRACKETS = Pattern.compile("[(\\[{][^()\\[\\]{}]*[)\\]}]");
  private static final Pattern NAME = Pattern.compile("(?<![.\\w])" + WORD);
  private static final Set<String> KEYWORDS =
      Set.of("if", "elif", "else", "in", "is", "not", "and", "or", "call", "caller", "super");

  private final Context known;
  private final TemplateMarks marks;

  private TemplateNames(Context known, TemplateMarks marks) {
    this.known = known;
    this.marks = marks;
  }

  /**
   * Makes sure that the engine knows every name.
   *
   * @throws TrainingException naming the first that it does not know
   */
  static void requireKnown(Context known, TemplateMarks marks) {
    TemplateNames names = new TemplateNames(known, marks);
    names.requireStatements();
    Set<String> own = names.own();
    for (String body : marks.all()) {
      each(FILTER, body, name -> require(known.getFilter(name) != null, "filter", name));
      each(TEST, body, name -> require(known.getExpTest(name) != null, "test", name));
      Matcher call = CALL.matcher(body);
      while (call.find()) {
        boolean function = call.group("before") == null || call.group("before").startsWith("not");
        String name = call.group(2);
        boolean filter = body.substring(0, call.start(2)).stripTrailing().endsWith("|");
        boolean method = body.substring(0, call.start(2)).stripTrailing().endsWith(".");
        if (function && !filter && !method && !KEYWORDS.contains(name) && !own.contains(name)) {
          require(names.isFunction(name), "function", name);
        }
      }
    }
  }

  /** The engine passes over a loop's condition, which then takes nothing, and over its else. */
  private void requireStatements() {
    Deque<String> open = new ArrayDeque<>();
    for (String statement : marks.statements()) {
      String tag = statement.split("\\W", 2)[0];
      if (tag.startsWith("end")) {
        open.poll();
        continue;
      }
      require(known.getTag(tag) != null, "tag", tag);
      require(!FOR_IF.matcher(flat(statement)).find(), "statement", "for ... if");
      require(!(tag.equals("else") && "for".equals(open.peek())), "statement", "for ... else");
      if (TemplateMarks.BLOCKS.contains(tag)) {
        open.push(tag);
      }
    }
  }

  /** A statement without what stands in its brackets. */
  private static String flat(String statement) {
    String less = BRACKETS.matcher(statement).replaceAll("");
    return less.equals(statement) ? less : flat(less);
  }

  private boolean isFunction(String name) {
    return known.getFunction(name) != null
        || known.getFunction(":" + name) != null
        || known.containsKey(name);
  }

  /** What the template names itself, or asks for before it uses it. */
  private Set<String> own() {
    Pattern asked = Pattern.compile("(?<![.\\w])" + WORD + "\\s+is\\s+(?:not\\s+)?defined\\b");
    List<String> naming =
        marks.statements().stream().filter(text -> NAMING.matcher(text).find()).toList();
    Set<String> own =
        naming.stream()
            .map(text -> text.split("=", 2)[0].split("\\sin\\s", 2)[0])
            .flatMap(text -> NAME.matcher(text).results())
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    marks.all().forEach(body -> each(asked, body, own::add));
    return own;
  }

  private static void each(Pattern pattern, String body, java.util.function.Consumer<String> take) {
    pattern.matcher(body).results().forEach(found -> take.accept(found.group(1)));
  }

  private static void require(boolean known, String what, String name) {
    if (!known) {
      throw new TrainingException(
          "The model's chat template uses the %s '%s', which is unknown here and would be left out of the text: use another chat template."
              .formatted(what, name));
    }
  }
}
