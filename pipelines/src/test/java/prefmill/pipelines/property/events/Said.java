package prefmill.pipelines.property.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes down what persons say, as native events with ids and times of their own. */
public final class Said {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> lines = new ArrayList<>();
  private String conversation;

  public List<String> lines() {
    return lines;
  }

  /** Whatever is said from here on is said in this conversation; null for none. */
  public Said in(String name) {
    conversation = name;
    return this;
  }

  /** A thumb on an answer. */
  public Said thumb(String user, String message, String prompt, String response, String value) {
    ObjectNode event = event(user, message, prompt);
    event.put("response", response);
    event.putObject("signal").put("kind", "thumb").put("value", value);
    return add(event);
  }

  /** A correction of an answer. */
  public Said correction(String user, String message, String prompt, String response, String text) {
    ObjectNode event = event(user, message, prompt);
    event.put("response", response);
    event.putObject("signal").put("kind", "correction").put("text", text);
    return add(event);
  }

  /** A choice between two answers; the winner is 0, 1, tie or both_bad. */
  public Said choice(String user, String system, String prompt, String a, String b, Object winner) {
    ObjectNode event = event(user, null, prompt);
    event.put("system", system);
    ObjectNode signal = event.putObject("signal").put("kind", "choice");
    signal.putArray("candidates").addObject().put("response", a);
    signal.withArray("candidates").addObject().put("response", b);
    signal.set("winner", JSON.valueToTree(winner));
    return add(event);
  }

  /** A retraction of all that a person said on a message. */
  public Said retraction(String user, String message) {
    ObjectNode event = event(user, message, null);
    event.putObject("signal").put("kind", "retraction");
    return add(event);
  }

  /** A line as it is. */
  public Said line(String line) {
    lines.add(line);
    return this;
  }

  private Said add(ObjectNode event) {
    return line(event.toString());
  }

  private ObjectNode event(String user, String message, String prompt) {
    ObjectNode event = JSON.createObjectNode();
    int number = lines.size();
    event.put("event_id", "e" + number).put("user_id", user);
    if (message != null) {
      event.put("message_id", message);
    }
    if (conversation != null) {
      event.put("conversation_id", conversation);
    }
    event.put("created_at", Instant.parse("2026-11-01T00:00:00Z").plusSeconds(number).toString());
    if (prompt != null) {
      event.put("prompt", prompt);
    }
    return event;
  }
}
