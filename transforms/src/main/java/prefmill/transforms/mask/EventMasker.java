package prefmill.transforms.mask;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import prefmill.transforms.event.Body;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.EventKeys;
import prefmill.transforms.keys.Id;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.keys.ContentKey;
import prefmill.transforms.mask.keys.ContextKeys;
import prefmill.transforms.mask.keys.LaterKeys;
import prefmill.transforms.mask.text.MaskingWork;

/**
 * Masks an event and computes its keys over the masked content.
 *
 * <p>Every text of the body is masked; times stay, and event ids that cannot be an address; all
 * other ids become keyed hashes. An event with a text that takes too much work to mask keeps none.
 * A name that a recogniser found in one text is masked in all. Not safe for use by several threads,
 * because the hash is not.
 */
public final class EventMasker {
  private static final String TOO_MUCH_WORK = "too_much_work";

  private final PiiMasker masker;
  private final KeyedHash hash;
  private final ContextKeys contexts;
  private final LaterKeys later;

  private EventMasker(PiiMasker masker, KeyedHash hash, ContextKeys contexts, LaterKeys later) {
    this.masker = masker;
    this.hash = hash;
    this.contexts = contexts;
    this.later = later;
  }

  /**
   * A masker under the first of a hash's keys, which carries events over to the others.
   *
   * @param volatileSpans regular expressions of what does not tell contexts apart
   * @throws java.util.regex.PatternSyntaxException if one is no regular expression
   */
  public static EventMasker of(MaskingRules rules, KeyedHash hash, List<String> volatileSpans) {
    List<KeyedHash> steps = hash.steps();
    KeyedHash first = steps.get(0);
    return new EventMasker(
        PiiMasker.of(rules, first),
        first,
        ContextKeys.of(first, volatileSpans),
        LaterKeys.of(steps.subList(1, steps.size())));
  }

  /** Masks one event. */
  public MaskedEvent maskEvent(FeedbackEvent event) {
    Set<PiiType> dropped = EnumSet.noneOf(PiiType.class);
    AtomicBoolean spent = new AtomicBoolean();
    UnaryOperator<String> mask =
        text -> {
          try {
            Masked masked = masker.mask(text, event.author());
            dropped.addAll(masked.dropped());
            return masked.text();
          } catch (MaskingWork.Spent e) {
            spent.set(true);
            return "";
          }
        };
    masker.begin();
    Body once = event.body().mapText(mask);
    Body body = masker.turnsToNamesMet() ? once.mapText(mask) : once;
    String reason = spent.get() ? TOO_MUCH_WORK : null;
    reason = dropped.isEmpty() ? reason : dropped.iterator().next().label();
    EventKeys keys = keys(event, body, reason);
    return later.apply(new MaskedEvent(keys, reason == null ? body : body.mapText(text -> "")));
  }

  private EventKeys keys(FeedbackEvent event, Body body, String dropped) {
    Id conversation = id("conversation", event, event.conversationId());
    Id message = id("message", event, event.messageId());
    Id user = id("user", event, event.author().userId());
    Id content = ContentKey.of(hash, event, body, user, conversation, message);
    String eventId = event.eventId() != null ? event.eventId() : content.hex();
    Id stable = hash.id("event", eventId);
    boolean retraction = body.exchange().prompt() == null || has(body, Signal.Retraction.class);
    Id curator = id("user", event, event.author().curator());
    // a user's feedback stays a user's, whoever entered it; a review is a curator's word
    boolean review = has(body, Signal.Review.class);
    boolean curated = review || (curator.isPresent() && !user.isPresent());
    return new EventKeys(
        event.source(),
        EventKeys.kept(hash, eventId),
        stable,
        content,
        firstPresent(review ? curator : user, review ? user : curator, conversation, stable),
        review && curator.isPresent() ? user : Id.NONE,
        conversation,
        message,
        id("organization", event, body.organization()),
        retraction ? Id.NONE : contexts.context(body.exchange()),
        retraction ? hash.id("bucket", eventId).hi() : contexts.bucket(body.exchange()),
        event.createdAt(),
        event.receivedAt(),
        curated,
        dropped);
  }

  private static boolean has(Body body, Class<? extends Signal> kind) {
    for (Signal signal : body.signals()) {
      if (kind.isInstance(signal)) {
        return true;
      }
    }
    return false;
  }

  private static Id firstPresent(Id... ids) {
    int i = 0;
    while (i < ids.length - 1 && !ids[i].isPresent()) {
      i++;
    }
    return ids[i];
  }

  private Id id(String domain, FeedbackEvent event, String given) {
    return given == null || given.isEmpty() ? Id.NONE : hash.id(domain, event.namespace(), given);
  }
}
