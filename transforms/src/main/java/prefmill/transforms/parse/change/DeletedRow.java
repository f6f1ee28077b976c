package prefmill.transforms.parse.change;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.parse.decode.Times;
import prefmill.transforms.parse.fault.ErrorClass;
import prefmill.transforms.parse.fault.MalformedException;

/**
 * A deleted row takes back what it said: the retraction of its message by the same person.
 *
 * <p>It takes effect right behind what the row said, not when the deletion was committed: a row
 * that is inserted anew in the same transaction bears an earlier time than that.
 */
public final class DeletedRow {
  private static final List<String> PERSON = List.of("user_id", "curator", "conversation_id");

  private DeletedRow() {}

  /**
   * The retractions of the native events that the row before its end means.
   *
   * @throws MalformedException if message or person is not known
   */
  public static List<Map<String, Object>> retractions(List<Map<String, Object>> events, String at)
      throws MalformedException {
    List<Map<String, Object>> retractions = new ArrayList<>();
    for (Map<String, Object> event : events) {
      retractions.add(retraction(event, at));
    }
    return retractions;
  }

  /** The fault of a deleted row of which too little is known. */
  public static MalformedException unknown() {
    return MalformedException.of(
        ErrorClass.MISSING_FIELD,
        "a deleted row comes without its message_id and user, so that it takes nothing back; set REPLICA IDENTITY FULL on the table; rows that name no message cannot be taken back");
  }

  private static String behind(Object said, String committed) {
    try {
      long micros = Times.micros("created_at", said instanceof String text ? text : null);
      return micros == FeedbackEvent.NO_TIME
          ? committed
          : Instant.EPOCH.plus(micros + 1, ChronoUnit.MICROS).toString();
    } catch (MalformedException e) {
      return committed;
    }
  }

  private static Map<String, Object> retraction(Map<String, Object> event, String at)
      throws MalformedException {
    Map<String, Object> retraction = new LinkedHashMap<>();
    for (String person : PERSON) {
      if (event.get(person) != null) {
        retraction.put(person, event.get(person));
      }
    }
    if (retraction.isEmpty() || event.get("message_id") == null) {
      throw unknown();
    }
    retraction.put("message_id", event.get("message_id"));
    retraction.put("created_at", behind(event.get("created_at"), at));
    retraction.put("signal", Map.of("kind", "retraction"));
    if (event.get("table_row") instanceof Map<?, ?> row && row.get("key") != null) {
      Map<String, Object> named = new LinkedHashMap<>();
      named.put("table", row.get("table"));
      named.put("key", row.get("key") + "#deleted");
      named.put("updated_at", at);
      retraction.put("table_row", named);
    } else if (event.get("event_id") != null) {
      retraction.put("event_id", event.get("event_id") + "#deleted");
    }
    return retraction;
  }
}
