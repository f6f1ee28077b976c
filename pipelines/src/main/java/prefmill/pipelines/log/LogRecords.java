package prefmill.pipelines.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import prefmill.transforms.consent.Admission;
import prefmill.transforms.decisions.EventFacts;
import prefmill.transforms.event.Body;
import prefmill.transforms.event.Exchange;
import prefmill.transforms.event.Facet;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.event.Labels;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.event.Message;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.EventKeys;
import prefmill.transforms.keys.Id;
import prefmill.transforms.splits.SplitRules;

/** Events as records of a log segment, and back. */
public final class LogRecords {
  private static final String ALL_FACETS = "ALL";

  private LogRecords() {}

  /** A bucket as a signed number of the same order. */
  public static long place(long bucket) {
    return bucket ^ Long.MIN_VALUE;
  }

  public static GenericRecord write(MaskedEvent event) {
    GenericRecord r = new GenericData.Record(LogSchema.EVENT);
    EventKeys k = event.keys();
    r.put("place", place(k.bucket()));
    r.put("event", fixed(k.event()));
    r.put("content", fixed(k.content()));
    r.put("person", fixed(k.person()));
    r.put("reviewed", k.reviewed().isPresent() ? fixed(k.reviewed()) : null);
    r.put("conversation", fixed(k.conversation()));
    r.put("message", fixed(k.message()));
    r.put("organization_id", fixed(k.organization()));
    r.put("source", k.source());
    r.put("event_id", k.eventId());
    r.put("created_at", time(k.createdAt()));
    r.put("received_at", time(k.receivedAt()));
    r.put("dropped", k.dropped());
    r.put("context", fixed(k.context()));
    r.put("curated", k.curated());
    Body b = event.body();
    r.put("retraction", retraction(b.signals()));
    r.put("consent", b.consent());
    r.put("model", b.model());
    r.put("adapter", b.adapter());
    r.put("organization", b.organization());
    r.put("synthetic", b.synthetic());
    r.put("signals", SignalJson.write(b.signals()));
    put(r, b.exchange());
    put(r, b.labels());
    return r;
  }

  public static MaskedEvent read(GenericRecord r) {
    EventKeys keys =
        new EventKeys(
            text(r, "source"),
            text(r, "event_id"),
            id(r, "event"),
            id(r, "content"),
            id(r, "person"),
            reviewed(r),
            id(r, "conversation"),
            id(r, "message"),
            id(r, "organization_id"),
            id(r, "context"),
            place((Long) r.get("place")),
            time(r, "created_at"),
            time(r, "received_at"),
            (Boolean) r.get("curated"),
            text(r, "dropped"));
    Body body =
        new Body(
            exchange(r),
            text(r, "model"),
            text(r, "adapter"),
            text(r, "organization"),
            labels(r),
            (Boolean) r.get("consent"),
            (Boolean) r.get("synthetic"),
            signals(r));
    return new MaskedEvent(keys, body);
  }

  /** What other contexts may need to know, from the slim columns. */
  public static EventFacts facts(GenericRecord r, SplitRules splits, Admission admission) {
    EventKeys keys =
        new EventKeys(
            text(r, "source"),
            null,
            id(r, "event"),
            id(r, "content"),
            id(r, "person"),
            Id.NONE,
            id(r, "conversation"),
            id(r, "message"),
            id(r, "organization_id"),
            Id.NONE,
            place((Long) r.get("place")),
            time(r, "created_at"),
            time(r, "received_at"),
            (Boolean) r.get("curated"),
            text(r, "dropped"));
    String retraction = text(r, "retraction");
    return new EventFacts(
        keys.event(),
        keys.content(),
        keys.person(),
        keys.conversation(),
        keys.message(),
        keys.bucket(),
        keys.createdAt(),
        keys.receivedAt(),
        splits.anchorOf(keys),
        keys.curated(),
        retraction == null && !admission.decidesSides((Boolean) r.get("consent"), keys.dropped()),
        retraction != null,
        retraction == null || retraction.equals(ALL_FACETS) ? null : Facet.valueOf(retraction));
  }

  /** What an event says, from its column of signals. */
  public static List<Signal> signals(GenericRecord r) {
    return SignalJson.read(text(r, "signals"));
  }

  private static void put(GenericRecord r, Exchange e) {
    r.put("system", e.system());
    List<GenericRecord> history = new ArrayList<>(e.history().size());
    for (Message message : e.history()) {
      GenericRecord turn = new GenericData.Record(LogSchema.TURN);
      turn.put("role", message.role());
      turn.put("content", message.content());
      history.add(turn);
    }
    r.put("history", history);
    r.put("tools", e.tools());
    r.put("context_documents", e.documents());
    r.put("prompt", e.prompt());
    r.put("response", e.response());
  }

  private static void put(GenericRecord r, Labels l) {
    r.put("subject", l.subject());
    r.put("category", l.category());
    r.put("action", l.action());
    r.put("action_data", l.actionData());
    r.put("reason", l.reason());
    r.put("comment", l.comment());
    r.put("tags", l.tags());
    r.put("arm", l.arm());
  }

  private static Exchange exchange(GenericRecord r) {
    List<Message> history = new ArrayList<>();
    for (Object turn : (List<?>) r.get("history")) {
      history.add(
          new Message(text((GenericRecord) turn, "role"), text((GenericRecord) turn, "content")));
    }
    return new Exchange(
        text(r, "system"),
        history,
        text(r, "tools"),
        texts(r, "context_documents"),
        text(r, "prompt"),
        text(r, "response"));
  }

  private static Labels labels(GenericRecord r) {
    return new Labels(
        text(r, "subject"),
        text(r, "category"),
        text(r, "action"),
        text(r, "action_data"),
        text(r, "reason"),
        text(r, "comment"),
        texts(r, "tags"),
        text(r, "arm"));
  }

  private static String retraction(List<Signal> signals) {
    for (Signal signal : signals) {
      if (signal instanceof Signal.Retraction retraction) {
        return retraction.facet() == null ? ALL_FACETS : retraction.facet().name();
      }
    }
    return null;
  }

  private static Long time(long micros) {
    return micros == FeedbackEvent.NO_TIME ? null : micros;
  }

  private static long time(GenericRecord r, String column) {
    Long micros = (Long) r.get(column);
    return micros == null ? FeedbackEvent.NO_TIME : micros;
  }

  private static GenericFixed fixed(Id id) {
    return new GenericData.Fixed(
        LogSchema.ID, ByteBuffer.allocate(16).putLong(id.hi()).putLong(id.lo()).array());
  }

  /**
   * The user whose exchange a review judges; segments of before this was noted have no such column.
   */
  public static Id reviewed(GenericRecord r) {
    return r.hasField("reviewed") && r.get("reviewed") != null ? id(r, "reviewed") : Id.NONE;
  }

  /** The id in a column. */
  public static Id id(GenericRecord r, String column) {
    ByteBuffer bytes = ByteBuffer.wrap(((GenericFixed) r.get(column)).bytes());
    return new Id(bytes.getLong(), bytes.getLong());
  }

  private static String text(GenericRecord r, String column) {
    Object value = r.get(column);
    return value == null ? null : value.toString();
  }

  private static List<String> texts(GenericRecord r, String column) {
    return ((List<?>) r.get(column)).stream().map(Object::toString).toList();
  }
}
