package prefmill.transforms.context;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import prefmill.transforms.consent.Admission;
import prefmill.transforms.decisions.Decision;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.keys.EventKeys;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;

/** One copy of each event: redeliveries vanish, two contents under one id are both refused. */
public final class Deduplication {
  private static final Reason ID_CONFLICT = Reason.of(Stage.DEDUP, "id_conflict");

  private final Admission admission;

  private Deduplication(Admission admission) {
    this.admission = admission;
  }

  /** Deduplicates as of a time; of two sources of an event the stricter one is told on. */
  public static Deduplication of(Admission admission) {
    return new Deduplication(admission);
  }

  /**
   * The context without redeliveries, conflicts and events from the future.
   *
   * <p>A redelivery differs only in when it was received; the latest receipt counts, so that an
   * event which a later receipt makes plausible is one.
   */
  public Context apply(Context context, Outcomes.Gatherer outcomes) {
    Map<Id, Id> conflicts =
        context.decisions().stream()
            .filter(Decision.Conflict.class::isInstance)
            .map(Decision.Conflict.class::cast)
            .collect(
                Collectors.toMap(
                    Decision.Conflict::event, Decision.Conflict::content, (a, b) -> a));
    Map<List<Id>, MaskedEvent> single = new LinkedHashMap<>();
    for (MaskedEvent event : context.events()) {
      EventKeys keys = event.keys();
      single.merge(List.of(keys.event(), keys.content()), event, this::one);
    }
    List<MaskedEvent> kept = new ArrayList<>(single.size());
    for (MaskedEvent event : single.values()) {
      EventKeys keys = event.keys();
      Id reporter = conflicts.get(keys.event());
      if (reporter != null) {
        if (reporter.equals(keys.content())) {
          outcomes.reject(keys.eventId(), ID_CONFLICT);
        }
      } else if (admission.clock().isAhead(keys.createdAt(), keys.receivedAt())) {
        outcomes.dead(keys.eventId(), "clock_skew");
      } else {
        kept.add(event);
      }
    }
    kept.sort(MaskedEvent.ORDER);
    return new Context(context.key(), context.bucket(), kept, context.decisions());
  }

  /** The latest receipt, and of texts that mean the same, such as JSON, always the same one. */
  private MaskedEvent one(MaskedEvent a, MaskedEvent b) {
    EventKeys latest = a.keys().receivedAt() >= b.keys().receivedAt() ? a.keys() : b.keys();
    EventKeys keys = latest.from(admission.stricter(a.keys().source(), b.keys().source()));
    boolean first =
        a.body().equals(b.body()) || a.body().toString().compareTo(b.body().toString()) < 0;
    return new MaskedEvent(keys, first ? a.body() : b.body());
  }

  /** How many of the context's events are redeliveries of another. */
  public static int redeliveries(Context context) {
    Set<List<Id>> distinct =
        context.events().stream()
            .map(e -> List.of(e.keys().event(), e.keys().content()))
            .collect(Collectors.toSet());
    return context.events().size() - distinct.size();
  }
}
