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
import prefmill.transforms.parse.change.Change;
import prefmill.transforms.parse.change.DebeziumEnvelope;
import prefmill.transforms.parse.change.DeletedRow;
import prefmill.transforms.parse.decode.EventDecoder;
import prefmill.transforms.parse.fault.ErrorClass;
import prefmill.transforms.parse.fault.Fault;
import prefmill.transforms.parse.fault.MalformedException;
import prefmill.transforms.parse.json.JsonRecord;
import prefmill.transforms.parse.json.Shape;
import prefmill.transforms.parse.preset.Mapping;
import prefmill.transforms.parse.preset.Preset;
import prefmill.transforms.parse.preset.Wrapping;

/**
 * Turns one record of a source into events, or says what is wrong with it: a pure function of the
 * record's bytes, the preset, the namespace and the key.
 *
 * <p>Not safe for use by several threads.
 */
public final class EventParser {
  private final EventDecoder decoder;
  private final Mapping mapping;
  private final Preset preset;
  private final Set<String> keys;

  private EventParser(EventDecoder decoder, Mapping mapping, Preset preset) {
    this.decoder = decoder;
    this.mapping = mapping;
    this.preset = preset;
    this.keys = preset.keys();
  }

  /**
   * A parser of one source's records.
   *
   * @param preset how its rows become events
   * @param namespace of its ids; empty unless the policy sets one
   * @param hash makes the event ids of table rows, under its first key
   */
  public static EventParser of(Preset preset, String namespace, KeyedHash hash) {
    Mapping mapping =
        preset.expression().isEmpty() ? null : Mapping.of(preset.expression(), preset.identity());
    return new EventParser(EventDecoder.of(namespace, hash.first()), mapping, preset);
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
    return guarded(record.source(), record.bytes(), record.envelope());
  }

  /** Parses the UTF-8 bytes of one JSON object. */
  public Parsed parse(byte[] utf8) {
    return guarded(null, utf8, null);
  }

  /** One record on which the code itself fails must not end the run, again and again. */
  private Parsed guarded(String source, byte[] utf8, Envelope envelope) {
    try {
      return parse(source, utf8, envelope);
    } catch (RuntimeException | StackOverflowError e) {
      return new Parsed.Failed(Fault.internal());
    }
  }

  private Parsed parse(String source, byte[] utf8, Envelope envelope) {
    Map<String, Object> row;
    try {
      row = JsonRecord.read(utf8);
    } catch (MalformedException e) {
      return new Parsed.Failed(new Fault(e.errorClass(), e.getMessage(), Shape.UNPARSED));
    }
    try {
      if (preset.wrapping() == Wrapping.NONE) {
        return new Parsed.Events(events(source, natives(row, envelope), envelope));
      }
      Change change = DebeziumEnvelope.read(row);
      if (change instanceof Change.Row now) {
        row = now.values();
        return new Parsed.Events(events(source, natives(row, envelope), envelope));
      } else if (change instanceof Change.Deleted deleted) {
        row = deleted.before();
        return new Parsed.Events(events(source, retractions(deleted, envelope), envelope));
      }
      return new Parsed.Events(List.of());
    } catch (MalformedException e) {
      return new Parsed.Failed(new Fault(e.errorClass(), e.getMessage(), Shape.of(row, keys)));
    }
  }

  private List<Map<String, Object>> natives(Map<String, Object> row, Envelope envelope)
      throws MalformedException {
    return mapping == null ? List.of(row) : mapping.apply(row, envelope);
  }

  private List<Map<String, Object>> retractions(Change.Deleted deleted, Envelope envelope)
      throws MalformedException {
    List<Map<String, Object>> natives;
    try {
      natives = natives(deleted.before(), envelope);
    } catch (MalformedException e) {
      throw DeletedRow.unknown();
    }
    return DeletedRow.retractions(natives, deleted.at());
  }

  private List<FeedbackEvent> events(
      String source, List<Map<String, Object>> natives, Envelope envelope)
      throws MalformedException {
    List<FeedbackEvent> events = new ArrayList<>();
    try {
      for (Map<String, Object> each : natives) {
        events.add(decoder.decode(source, stamped(each, envelope)));
      }
    } catch (MalformedException e) {
      if (mapping == null) {
        throw e;
      }
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
