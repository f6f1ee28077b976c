package prefmill.transforms.parse;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.parse.decode.EventDecoder;
import prefmill.transforms.parse.fault.ErrorClass;
import prefmill.transforms.parse.fault.Fault;
import prefmill.transforms.parse.fault.MalformedException;
import prefmill.transforms.parse.json.JsonRecord;
import prefmill.transforms.parse.json.Shape;
import prefmill.transforms.parse.preset.Mapping;
import prefmill.transforms.parse.preset.Preset;

/**
 * Turns one record of a source into events, or says what is wrong with it: a pure function of the
 * record's bytes, the preset, the namespace and the key.
 *
 * <p>Not safe for use by several threads.
 */
public final class EventParser {
  private final EventDecoder decoder;
  private final Mapping mapping;
  private final Set<String> keys;

  private EventParser(EventDecoder decoder, Mapping mapping, Set<String> keys) {
    this.decoder = decoder;
    this.mapping = mapping;
    this.keys = keys;
  }

  /**
   * A parser of one source's records.
   *
   * @param preset how its rows become events
   * @param namespace of its ids; empty unless the policy sets one
   * @param hash makes the event ids of table rows
   */
  public static EventParser of(Preset preset, String namespace, KeyedHash hash) {
    Mapping mapping =
        preset.expression().isEmpty() ? null : Mapping.of(preset.expression(), preset.identity());
    return new EventParser(EventDecoder.of(namespace, hash), mapping, preset.keys());
  }

  /** Parses a record that was read from a source. */
  public Parsed parse(RawRecord record) {
    if (record.isTooLarge()) {
      return new Parsed.Failed(
          new Fault(
              ErrorClass.TOO_LARGE,
              "the record is larger than 4 MiB; shorten its texts",
              Shape.UNPARSED));
    }
    return parse(record.source(), record.bytes(), record.envelope());
  }

  /** Parses the UTF-8 bytes of one JSON object. */
  public Parsed parse(byte[] utf8) {
    return parse(null, utf8, null);
  }

  private Parsed parse(String source, byte[] utf8, Envelope envelope) {
    Map<String, Object> row;
    try {
      row = JsonRecord.read(utf8);
    } catch (MalformedException e) {
      return new Parsed.Failed(new Fault(e.errorClass(), e.getMessage(), Shape.UNPARSED));
    }
    try {
      return new Parsed.Events(
          mapping == null
              ? List.of(decoder.decode(source, stamped(row, envelope)))
              : mapped(source, row, envelope));
    } catch (MalformedException e) {
      return new Parsed.Failed(new Fault(e.errorClass(), e.getMessage(), Shape.of(row, keys)));
    }
  }

  private List<FeedbackEvent> mapped(String source, Map<String, Object> row, Envelope envelope)
      throws MalformedException {
    List<FeedbackEvent> events = new ArrayList<>();
    List<Map<String, Object>> natives = mapping.apply(row, envelope);
    try {
      for (Map<String, Object> each : natives) {
        events.add(decoder.decode(source, stamped(each, envelope)));
      }
    } catch (MalformedException e) {
      throw MalformedException.of(e.errorClass(), "after the mapping, " + e.getMessage());
    }
    return events;
  }

  /** The broker knows when it took a message; what the message says of that does not count. */
  private static Map<String, Object> stamped(Map<String, Object> event, Envelope envelope) {
    if (envelope == null || envelope.receivedAt() == FeedbackEvent.NO_TIME) {
      return event;
    }
    Map<String, Object> stamped = new LinkedHashMap<>(event);
    stamped.put(
        "received_at", Instant.EPOCH.plus(envelope.receivedAt(), ChronoUnit.MICROS).toString());
    return stamped;
  }
}
