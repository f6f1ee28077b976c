package prefmill.transforms.consent;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import prefmill.transforms.decisions.Clock;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;

/**
 * Decides whether an event may be used at all: by its person's word, its age and its content.
 *
 * @param rules whose feedback may be used
 * @param clock the time as of which ages count
 */
public record Admission(ConsentRules rules, Clock clock) implements Serializable {
  private static final Reason OPTED_OUT = Reason.of(Stage.CONSENT, "opted_out");
  private static final Reason NO_CONSENT = Reason.of(Stage.CONSENT, "no_consent");
  private static final long DAY = 24L * 3600 * 1_000_000;

  /**
   * Why an event may not be used; empty if it may.
   *
   * @param consent what its person said; null if nothing
   * @param createdAt microseconds, or the least long: older than every retention
   * @param source the policy's name of its source; null if the log does not say
   * @param dropped the type of personal data for which masking drops it; null for none
   */
  public Optional<Reason> refuse(Boolean consent, long createdAt, String source, String dropped) {
    if (Boolean.FALSE.equals(consent)) {
      return Optional.of(OPTED_OUT);
    }
    if (rules.required() && consent == null) {
      return Optional.of(NO_CONSENT);
    }
    Optional<Reason> expired = expired(createdAt, source);
    if (expired.isPresent() || dropped == null) {
      return expired;
    }
    return Optional.of(Reason.of(Stage.QUALITY, "masking_" + dropped));
  }

  /** Whether its person opted out, or its retention has ended: then it need not be kept at all. */
  public boolean hasEnded(Boolean consent, long createdAt, String source) {
    return Boolean.FALSE.equals(consent) || expired(createdAt, source).isPresent();
  }

  /**
   * Whether an event decides sides: also when its retention has ended, for what was once held out
   * must not be trained on because its first comer has left.
   */
  public boolean decidesSides(Boolean consent, String dropped) {
    return !Boolean.FALSE.equals(consent)
        && !(rules.required() && consent == null)
        && dropped == null;
  }

  /** Of the sources that delivered one event the one that keeps it for the shorter time. */
  public String stricter(String a, String b) {
    return Stream.of(a, b)
        .filter(Objects::nonNull)
        .min(Comparator.comparing(this::days).thenComparing(Comparator.naturalOrder()))
        .orElse(null);
  }

  private int days(String source) {
    return rules.daysOf(source);
  }

  /** The age itself is not told: it would make another ledger every day. */
  private Optional<Reason> expired(long createdAt, String source) {
    int days = days(source);
    if (days == Integer.MAX_VALUE || createdAt > clock.asOf() - days * DAY) {
      return Optional.empty();
    }
    return Optional.of(new Reason(Stage.CONSENT, "expired", null, (double) days));
  }
}
