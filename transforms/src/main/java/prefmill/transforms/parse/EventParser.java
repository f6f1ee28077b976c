package prefmill.transforms.parse;

import java.util.ArrayList;
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
    return parse(record.source(), record.bytes());
  }

  /** Parses the UTF-8 bytes of one JSON object. */
  public Parsed parse(byte[] utf8) {
    return parse(null, utf8);
  }

  private Parsed parse(String source, byte[] utf8) {
    Map<String, Object> row;
    try {
      row = JsonRecord.read(utf8);
    } catch (MalformedException e) {
      return new Parsed.Failed(new Fault(e.errorClass(), e.getMessage(), Shape.UNPARSED));
    }
    try {
      return new Parsed.Events(
          mapping == null ? List.of(decoder.decode(source, row)) : mapped(source, row));
    } catch (MalformedException e) {
      return new Parsed.Failed(new Fault(e.errorClass(), e.getMessage(), Shape.of(row, keys)));
    }
  }

  private List<FeedbackEvent> mapped(String source, Map<String, Object> row)
      throws MalformedException {
    List<FeedbackEvent> events = new ArrayList<>();
    List<Map<String, Object>> natives = mapping.apply(row);
    try {
      for (Map<String, Object> each : natives) {
        events.add(decoder.decode(source, each));
      }
    } catch (MalformedException e) {
      throw MalformedException.of(e.errorClass(), "after the mapping, " + e.getMessage());
    }
    return events;
  }
}
