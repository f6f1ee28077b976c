package prefmill.transforms.consent;

import java.io.Serializable;
import java.util.Map;

/**
 * Whose feedback may be used, and for how long.
 *
 * @param required whether only feedback with consent is used; a refusal always counts
 * @param retentionDays how many days after created_at the feedback of each of the policy's sources
 *     may be used, {@link Integer#MAX_VALUE} for ever; empty if that holds for all
 */
public record ConsentRules(boolean required, Map<String, Integer> retentionDays)
    implements Serializable {
  /** Feedback is used for ever unless its person opted out. */
  public static final ConsentRules DEFAULT = new ConsentRules(false, Map.of());

  public ConsentRules {
    retentionDays = Map.copyOf(retentionDays);
  }

  /**
   * How long the feedback of a source may be used; of one that the policy no longer names as long
   * as of the strictest, so that renaming a source lifts no term. {@link Integer#MAX_VALUE}: for
   * ever.
   */
  int daysOf(String source) {
    Integer days = source == null ? null : retentionDays.get(source);
    return days != null
        ? days
        : retentionDays.values().stream().min(Integer::compare).orElse(Integer.MAX_VALUE);
  }
}
