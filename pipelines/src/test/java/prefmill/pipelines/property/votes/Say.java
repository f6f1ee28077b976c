package prefmill.pipelines.property.votes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What one person said at one time, as values that a test can turn round or say again.
 *
 * @param id the event's id
 * @param user who; null for a row without user, which speaks for its conversation
 * @param conversation where
 * @param topic the context
 * @param copy which message about the answer; 0 for a message without id
 * @param kind thumb, rating, correction, choice or retraction
 * @param value up, down or neutral; 1 to 5; 0, 1, tie or both_bad; the facet that is taken back, or
 *     all
 * @param answer the answer that it is about
 * @param other the correction, or the second candidate
 * @param second when
 */
record Say(
    String id,
    String user,
    String conversation,
    int topic,
    int copy,
    String kind,
    String value,
    int answer,
    int other,
    int second) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  String person() {
    return user == null ? "of " + conversation : user;
  }

  /** The message; without an id the answer, or the candidates in no order. */
  String message() {
    if (kind.equals("choice")) {
      return topic + " " + Math.min(answer, other) + " or " + Math.max(answer, other);
    }
    return topic + " " + answer + (copy == 0 ? " itself" : " copy " + copy);
  }

  String facet() {
    return switch (kind) {
      case "choice" -> "comparison";
      case "correction" -> "correction";
      default -> "polarity";
    };
  }

  /** The opposite, where there is one. */
  Say turned() {
    String opposite =
        switch (kind + " " + value) {
          case "thumb up" -> "down";
          case "thumb down" -> "up";
          case "choice 0" -> "1";
          case "choice 1" -> "0";
          default -> kind.equals("rating") ? "" + (6 - Integer.parseInt(value)) : value;
        };
    return new Say(id, user, conversation, topic, copy, kind, opposite, answer, other, second);
  }

  /** The same by somebody else. */
  Say by(String somebody) {
    return new Say(id, somebody, conversation, topic, copy, kind, value, answer, other, second);
  }

  /** The same again under another id. */
  Say again(String otherId) {
    return new Say(otherId, user, conversation, topic, copy, kind, value, answer, other, second);
  }

  /** The same by the same person elsewhere, about something else. */
  Say elsewhere(String otherId, int otherTopic) {
    return new Say(
        otherId,
        user,
        "other " + conversation,
        otherTopic,
        copy,
        kind,
        value,
        answer,
        other,
        second);
  }

  static String prompt(int topic) {
    return "What about topic " + topic + "?";
  }

  /** The event; its keys in one order or in the other. */
  String json(boolean reversed) {
    ObjectNode event = JSON.createObjectNode();
    event.put("event_id", id).put("user_id", user).put("conversation_id", conversation);
    event.put("created_at", START.plusSeconds(second).toString());
    if (copy > 0 && !kind.equals("choice")) {
      event.put("message_id", "message " + message());
    }
    ObjectNode signal = event.putObject("signal").put("kind", kind);
    if (kind.equals("retraction")) {
      signal.put("facet", value.equals("all") ? null : value);
    } else {
      event.put("prompt", prompt(topic));
    }
    switch (kind) {
      case "thumb" -> signal.put("value", value);
      case "rating" -> signal.put("value", Integer.parseInt(value)).put("min", 1).put("max", 5);
      case "correction" -> signal.put("text", text(other));
      case "choice" -> choose(signal);
      default -> {}
    }
    if (!kind.equals("choice") && !kind.equals("retraction")) {
      event.put("response", text(answer));
    }
    return (reversed ? reversed(event) : event).toString();
  }

  private void choose(ObjectNode signal) {
    ArrayNode candidates = signal.putArray("candidates");
    candidates.addObject().put("response", text(answer));
    candidates.addObject().put("response", text(other));
    if (Character.isDigit(value.charAt(0))) {
      signal.put("winner", Integer.parseInt(value));
    } else {
      signal.put("winner", value);
    }
  }

  private String text(int number) {
    return "This is answer " + number + " of those about topic " + topic + ".";
  }

  private static ObjectNode reversed(ObjectNode object) {
    ObjectNode reversed = JSON.createObjectNode();
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(name -> names.add(0, name));
    for (String name : names) {
      reversed.set(name, object.get(name) instanceof ObjectNode o ? reversed(o) : object.get(name));
    }
    return reversed;
  }
}
