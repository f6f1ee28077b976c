package prefmill.transforms.parse.preset;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import prefmill.transforms.parse.Envelope;
import prefmill.transforms.parse.decode.EventDecoder;
import prefmill.transforms.parse.fault.ErrorClass;
import prefmill.transforms.parse.fault.MalformedException;

/**
 * A JSONata expression from a source's row to native events; a pure function of the row.
 *
 * <p>Beside JSONata's own functions it knows {@code $json(x)}, which reads JSON that a column keeps
 * as text, and {@code $time(x)}, which makes an ISO time of epoch seconds or milliseconds. Of a
 * message of a topic, {@code $key} is the key and {@code $headers} an object of the headers. What
 * depends on clock or chance is refused, and the work a row may cost is counted.
 */
public final class Mapping {
  /** The most steps of evaluation that one row may take. */
  public static final int MAX_STEPS = 100_000;

  // three levels an ordinary call; half of what a thread's stack of 512 KiB holds
  private static final int MAX_DEPTH = 250;

  private static final List<String> ARRAYS =
      List.of("history", "context_documents", "tags", "signals");

  private final Jsonata expression;
  private final Jsonata.Frame frame;
  private final RowIdentity identity;
  private final StepBudget budget = new StepBudget(MAX_STEPS, MAX_DEPTH);

  private Mapping(Jsonata expression, RowIdentity identity) {
    this.expression = expression;
    this.identity = identity;
    this.frame = MappingFunctions.bind(expression.createFrame());
    budget.watch(frame);
  }

  /**
   * Compiles an expression.
   *
   * @param identity names the rows that the expression does not name; null if it names them
   * @throws IllegalArgumentException if it is no JSONata expression
   */
  public static Mapping of(String expression, RowIdentity identity) {
    try {
      return new Mapping(Jsonata.jsonata(expression), identity);
    } catch (JException e) {
      throw new IllegalArgumentException(
          "it is no JSONata expression from its character "
              + e.getLocation()
              + " on: "
              + e.getMessage(),
          e);
    }
  }

  /**
   * The native events of a row: one, or several where the expression gives an array.
   *
   * @param envelope what came with the row; null if nothing did
   * @throws MalformedException if the expression fails on the row or gives no event
   */
  public List<Map<String, Object>> apply(Map<String, Object> row, Envelope envelope)
      throws MalformedException {
    frame.bind("key", envelope == null ? null : envelope.key());
    frame.bind("headers", envelope == null ? null : envelope.headersByName());
    Object result = evaluate(row);
    List<Map<String, Object>> events = new ArrayList<>();
    for (Object each : result instanceof List<?> list ? list : Arrays.asList(result)) {
      events.add(event(each));
    }
    if (events.isEmpty()) {
      throw unmapped("gives nothing");
    }
    if (identity != null) {
      identity.name(events, row);
    }
    return events;
  }

  // a mapping may fail in any way on a row it was not written for, also by a cast inside the
  // library
  private Object evaluate(Map<String, Object> row) throws MalformedException {
    budget.reset();
    try {
      return expression.evaluate(row, frame);
    } catch (StepBudget.ExceededException e) {
      throw unmapped("takes more than " + MAX_STEPS + " steps, or recurs too deeply,");
    } catch (RuntimeException e) {
      // the library's messages quote values: none of them may be told
      throw unmapped("fails");
    }
  }

  private static Map<String, Object> event(Object value) throws MalformedException {
    if (!(value instanceof Map<?, ?> map)) {
      throw unmapped(value == null ? "gives nothing" : "gives no object");
    }
    if (Boolean.TRUE.equals(map.get("no_text"))) {
      throw MalformedException.of(
          ErrorClass.NO_TEXT,
          "the feedback comes without the text of its exchange (no snapshot of the chat);"
              + " export it with snapshots");
    }
    Map<String, Object> event = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      event.put((String) entry.getKey(), entry.getValue());
    }
    int known = event.size();
    for (String key : event.keySet()) {
      known -= EventDecoder.KEYS.contains(key) ? 0 : 1;
    }
    if (known < event.size()) {
      throw unmapped("gives fields that a native event does not have");
    }
    for (String array : ARRAYS) {
      // JSONata gives an array of one as the one
      event.computeIfPresent(array, (k, v) -> v instanceof List<?> ? v : List.of(v));
    }
    return event;
  }

  private static MalformedException unmapped(String what) {
    return MalformedException.of(
        ErrorClass.UNMAPPED, "the mapping " + what + " on this record; mend the mapping");
  }
}
