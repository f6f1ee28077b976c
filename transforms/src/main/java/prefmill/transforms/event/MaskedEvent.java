package prefmill.transforms.event;

import java.util.Comparator;
import prefmill.transforms.keys.EventKeys;

/**
 * An event as it lies in the event log: ids are keyed hashes and personal data are keyed tokens.
 *
 * @param keys who, where and when
 * @param body the masked content
 */
public record MaskedEvent(EventKeys keys, Body body) {
  /** (created_at, stable key): the order in which events count. */
  public static final Comparator<MaskedEvent> ORDER =
      Comparator.comparingLong((MaskedEvent e) -> e.keys().createdAt())
          .thenComparing(e -> e.keys().event());
}
