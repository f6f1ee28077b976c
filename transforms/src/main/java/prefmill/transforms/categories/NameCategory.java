package prefmill.transforms.categories;

import java.util.List;
import prefmill.transforms.context.ContextRule;
import prefmill.transforms.context.ContextStep;
import prefmill.transforms.settled.SettledContext;

/** Gives a context without a category the one that the policy's rules find in its prompt. */
public final class NameCategory extends ContextStep<SettledContext, SettledContext> {
  private NameCategory(List<CategoryRule> rules) {
    super(SettledContext.class, SettledContext::bucket, () -> rule(rules));
  }

  /** Asks the rules in this order; each worker compiles them once. */
  public static NameCategory by(List<CategoryRule> rules) {
    return new NameCategory(List.copyOf(rules));
  }

  private static ContextRule<SettledContext, SettledContext> rule(List<CategoryRule> rules) {
    Categories categories = Categories.of(rules);
    return (context, outcomes) -> categories.name(context);
  }
}
