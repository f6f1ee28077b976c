package prefmill.transforms.categories;

import java.util.List;
import java.util.regex.Pattern;
import prefmill.transforms.settled.SettledContext;
import prefmill.transforms.words.BoundedSearch;

/**
 * The categories that a policy's rules give: the first rule that is found in the last user turn.
 */
public final class Categories {
  private final List<CategoryRule> rules;
  private final List<Pattern> patterns;

  private Categories(List<CategoryRule> rules) {
    this.rules = List.copyOf(rules);
    this.patterns = rules.stream().map(CategoryRule::pattern).toList();
  }

  /** Compiles the rules, in the order in which they are asked. */
  public static Categories of(List<CategoryRule> rules) {
    return new Categories(rules);
  }

  /**
   * The context with the category of the first rule that matches, if it has none of its own; one
   * without an exchange, as retractions have, stays as it is.
   */
  public SettledContext name(SettledContext context) {
    return context.category() == null && context.exchange() != null
        ? context.named(of(context.exchange().prompt()))
        : context;
  }

  /** The category of a last user turn; null if no rule matches. */
  public String of(String turn) {
    for (int i = 0; i < patterns.size(); i++) {
      if (turn != null && BoundedSearch.finds(patterns.get(i), turn)) {
        return rules.get(i).category();
      }
    }
    return null;
  }
}
