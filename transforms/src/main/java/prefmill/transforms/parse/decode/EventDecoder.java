package prefmill.transforms.parse.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import prefmill.transforms.event.Body;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.event.Labels;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.parse.fault.MalformedException;

/**
 * Reads native events: one strict decoder for every source.
 *
 * <p>Required are prompt, response (or a choice's candidates) and signal; of a review that is no
 * edit a message_id will do for the response; of a retraction only message_id and a user, curator
 * or conversation. Keys beyond {@link #KEYS} are ignored.
 */
public final class EventDecoder {
  /** The keys of a native event, at every level. */
  public static final Set<String> KEYS =
      Set.of(
          "event_id",
          "table_row",
          "user_id",
          "user_name",
          "user_email",
          "curator",
          "conversation_id",
          "message_id",
          "created_at",
          "received_at",
          "organization",
          "system",
          "history",
          "tools",
          "context_documents",
          "prompt",
          "response",
          "model",
          "adapter",
          "signal",
          "signals",
          "subject",
          "category",
          "action",
          "action_data",
          "reason",
          "comment",
          "tags",
          "arm",
          "consent",
          "synthetic",
          "kind",
          "value",
          "min",
          "max",
          "text",
          "candidates",
          "winner",
          "strength",
          "decision",
          "facet",
          "role",
          "content",
          "table",
          "key",
          "updated_at");

  private final String namespace;
  private final KeyedHash hash;

  private EventDecoder(String namespace, KeyedHash hash) {
    this.namespace = namespace;
    this.hash = hash;
  }

  /**
   * A decoder for one source.
   *
   * @param namespace of the source's ids; empty unless the policy sets one
   * @param hash makes the event ids of table rows
   */
  public static EventDecoder of(String namespace, KeyedHash hash) {
    return new EventDecoder(namespace, hash);
  }

  /**
   * Reads one event.
   *
   * @param source the policy's name of its source; null if unknown
   * @throws MalformedException names the first field that is not as it must be
   */
  public FeedbackEvent decode(String source, Map<String, Object> values) throws MalformedException {
    Fields event = new Fields("", values);
    List<Signal> signals = SignalDecoder.decode(event);
    boolean retracts = signals.get(0) instanceof Signal.Retraction;
    String conversation = event.id("conversation_id");
    String message = event.id("message_id");
    boolean judgesResponse =
        !retracts && !signals.stream().allMatch(s -> needsNoResponse(s, event, message));
    FeedbackEvent.Author author = author(event);
    if (retracts && message == null) {
      throw MalformedException.missing("message_id of a retraction");
    }
    if (retracts && author.userId() == null && author.curator() == null && conversation == null) {
      throw MalformedException.missing("user_id (or conversation_id) of a retraction");
    }
    Boolean synthetic = event.flag("synthetic");
    return new FeedbackEvent(
        source,
        eventId(event),
        namespace,
        author,
        conversation,
        message,
        event.time("created_at"),
        event.time("received_at"),
        new Body(
            ExchangeDecoder.decode(event, !retracts, judgesResponse),
            event.text("model"),
            event.text("adapter"),
            event.id("organization"),
            labels(event),
            event.flag("consent"),
            synthetic != null && synthetic,
            signals));
  }

  /** A choice brings its answers; a review that is no edit may name a message alone. */
  private static boolean needsNoResponse(Signal signal, Fields event, String message) {
    return signal instanceof Signal.Choice
        || (signal instanceof Signal.Review review
            && review.edit() == null
            && message != null
            && !event.has("response"));
  }

  /** A row's id names table, key and time of change, so that every way to the row gives it. */
  private String eventId(Fields event) throws MalformedException {
    if (!event.has("table_row")) {
      return event.id("event_id");
    }
    Fields row = event.requiredObject("table_row");
    String key = row.id("key");
    if (key == null) {
      return null;
    }
    long updated = row.time("updated_at");
    String at = updated == FeedbackEvent.NO_TIME ? null : Long.toString(updated);
    return hash.id("row", row.requiredText("table"), key, at).hex();
  }

  private static FeedbackEvent.Author author(Fields event) throws MalformedException {
    return new FeedbackEvent.Author(
        event.id("user_id"),
        event.text("user_name"),
        event.text("user_email"),
        event.id("curator"));
  }

  private static Labels labels(Fields event) throws MalformedException {
    List<String> tags = new ArrayList<>();
    for (Object tag : event.list("tags")) {
      if (!(tag instanceof String text)) {
        throw MalformedException.value("tags", "an array of strings");
      }
      tags.add(text);
    }
    return new Labels(
        event.id("subject"),
        event.id("category"),
        event.text("action"),
        ExchangeDecoder.canonical(event.values().get("action_data")),
        event.text("reason"),
        event.text("comment"),
        tags,
        event.id("arm"));
  }
}
