package prefmill.transforms.consent;

import java.io.Serializable;
import java.util.Map;

/**
 * Whose feedback may be used, and for how long.
 *
 * @param required whether only feedback with consent is used; a refusal always counts
 * @param retentionDays how many days after created_at the feedback of a source may be used, by the
 *     source's name; of a source not named here for ever
 */
public record ConsentRules(boolean required, Map<String, Integer> retentionDays)
    implements Serializable {
  /** Feedback is used for ever unless its person opted out. */
  public static final ConsentRules DEFAULT = new ConsentRules(false, Map.of());

  public ConsentRules {
    retentionDays = Map.copyOf(retentionDays);
  }
}
