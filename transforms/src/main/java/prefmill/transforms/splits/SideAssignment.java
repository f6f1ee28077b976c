package prefmill.transforms.splits;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import prefmill.transforms.consent.Admission;
import prefmill.transforms.context.Context;
import prefmill.transforms.context.SidedContext;
import prefmill.transforms.decisions.Decision;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.keys.EventKeys;
import prefmill.transforms.keys.Id;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;

/**
 * The first comer decides: a context belongs to the side of its earliest event.
 *
 * <p>An event whose anchor or conversation belongs to another side still votes, but no row rests on
 * it; so no person, conversation or context is on two sides.
 */
public final class SideAssignment {
  private static final Reason STRADDLES = Reason.of(Stage.SPLIT, "straddles");

  private final SplitRules rules;
  private final Admission admission;
  private final KeyedHash hash;

  private SideAssignment(SplitRules rules, Admission admission, KeyedHash hash) {
    this.rules = rules;
    this.admission = admission;
    this.hash = hash;
  }

  /** Assigns sides by rules, drawn by the dataset's hash, to events that may be used. */
  public static SideAssignment of(SplitRules rules, Admission admission, KeyedHash hash) {
    return new SideAssignment(rules, admission, hash);
  }

  /** The context with its side; events that may not be used are refused here. */
  public SidedContext apply(Context context, Outcomes.Gatherer outcomes) {
    if (!context.key().isPresent()) {
      // of a retraction only person and message count, whatever else it says
      return new SidedContext(
          context.key(), context.bucket(), Side.TRAIN, context.events(), Set.of(), List.of());
    }
    Map<Id, Side> owned = new HashMap<>();
    List<Decision.Retracted> retractions = new ArrayList<>();
    for (Decision decision : context.decisions()) {
      if (decision instanceof Decision.Owned conversation) {
        owned.put(conversation.conversation(), conversation.side());
      } else if (decision instanceof Decision.Retracted retraction) {
        retractions.add(retraction);
      }
    }
    List<MaskedEvent> voters = new ArrayList<>(context.events().size());
    EventKeys first = null;
    for (MaskedEvent event : context.events()) {
      EventKeys keys = event.keys();
      if (admission.decidesSides(event.body().consent(), keys.dropped())
          && (first == null || (first.curated() && !keys.curated()))) {
        first = keys;
      }
      Optional<Reason> refused =
          admission.refuse(event.body().consent(), keys.createdAt(), keys.source(), keys.dropped());
      if (refused.isPresent()) {
        outcomes.reject(keys.eventId(), refused.get());
      } else {
        voters.add(event);
      }
    }
    if (first == null) {
      return new SidedContext(
          context.key(), context.bucket(), Side.TRAIN, voters, Set.of(), retractions);
    }
    Map<Id, Side> drawn = new HashMap<>();
    Side side = conversationSide(first, owned, drawn);
    Set<Id> straddlers = new HashSet<>();
    for (MaskedEvent event : voters) {
      EventKeys keys = event.keys();
      if (isElsewhere(keys, side, owned, drawn)) {
        straddlers.add(keys.event());
        outcomes.reject(keys.eventId(), STRADDLES);
      }
    }
    return new SidedContext(context.key(), context.bucket(), side, voters, straddlers, retractions);
  }

  /** A curator is no person for sides: such an event follows its conversation, else its context. */
  private boolean isElsewhere(EventKeys keys, Side side, Map<Id, Side> owned, Map<Id, Side> drawn) {
    if (keys.curated()) {
      return keys.conversation().isPresent() && conversationSide(keys, owned, drawn) != side;
    }
    return drawn(keys, drawn) != side || conversationSide(keys, owned, drawn) != side;
  }

  private Side conversationSide(EventKeys keys, Map<Id, Side> owned, Map<Id, Side> drawn) {
    Side owner = owned.get(keys.conversation());
    return owner != null ? owner : drawn(keys, drawn);
  }

  private Side drawn(EventKeys keys, Map<Id, Side> drawn) {
    return drawn.computeIfAbsent(rules.anchorOf(keys), id -> rules.side(hash, id));
  }
}
