package prefmill.transforms.mask.rules;

import java.util.List;

/** The rules of each type that need nothing from an event. */
public final class BuiltInRules {
  private BuiltInRules() {}

  /** E-mail addresses. */
  public static List<PiiRule> email() {
    return List.of(new EmailRule());
  }
}
