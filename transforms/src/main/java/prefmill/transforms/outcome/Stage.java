package prefmill.transforms.outcome;

import java.util.Locale;

/**
 * The steps that may say no to an event, in the order of the flow: the first that does is the
 * reason.
 */
public enum Stage {
  DEDUP,
  CONSENT,
  SPLIT,
  SETTLE,
  QUALITY,
  PAIR,
  PAIR_QUALITY,
  NEAR_DUPLICATE,
  DECONTAMINATE,
  CAP,
  ERASED;

  /** The name in ledger and manifest, such as near_duplicate. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
