package prefmill.transforms.parse.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import prefmill.transforms.event.Exchange;
import prefmill.transforms.event.Message;
import prefmill.transforms.parse.fault.MalformedException;
import prefmill.transforms.parse.json.CanonicalJson;
import prefmill.transforms.parse.json.JsonText;

/** Reads the exchange of a native event. */
final class ExchangeDecoder {
  private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");

  private ExchangeDecoder() {}

  /** The exchange; the prompt or the response may be left out where the signal needs none. */
  static Exchange decode(Fields event, boolean needsPrompt, boolean needsResponse)
      throws MalformedException {
    return new Exchange(
        event.text("system"),
        history(event),
        json(event.values().get("tools")),
        documents(event),
        needsPrompt ? event.requiredText("prompt") : event.text("prompt"),
        needsResponse ? event.requiredText("response") : null);
  }

  /** JSON text of a value; a string is taken for JSON text already, null stays null. */
  static String json(Object value) {
    return value == null || value instanceof String ? (String) value : CanonicalJson.write(value);
  }

  /** The same, and a text that is a JSON object or array as its value is written. */
  static String canonical(Object value) {
    if (value instanceof String text) {
      Optional<Object[]> read = JsonText.read(text);
      boolean structured =
          read.isPresent()
              && (read.get()[0] instanceof Map<?, ?> || read.get()[0] instanceof List<?>);
      return structured ? CanonicalJson.write(read.get()[0]) : text;
    }
    return json(value);
  }

  private static List<Message> history(Fields event) throws MalformedException {
    List<Message> turns = new ArrayList<>();
    for (Object each : event.list("history")) {
      Fields turn = Fields.object("history[" + turns.size() + "]", each);
      String role = turn.requiredText("role");
      if (!ROLES.contains(role)) {
        throw MalformedException.value(turn.path("role"), "one of system, user, assistant, tool");
      }
      turns.add(new Message(role, content(turn)));
    }
    return turns;
  }

  private static String content(Fields turn) throws MalformedException {
    if (!(turn.values().get("content") instanceof List<?> parts)) {
      String text = turn.text("content");
      return text == null ? "" : text;
    }
    List<String> texts = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof String text) {
        texts.add(text);
      } else if (part instanceof Map<?, ?> map && map.get("text") instanceof String text) {
        texts.add(text);
      }
    }
    return String.join("\n", texts);
  }

  private static List<String> documents(Fields event) throws MalformedException {
    List<String> documents = new ArrayList<>();
    for (Object each : event.list("context_documents")) {
      if (!(each instanceof String || each instanceof Map<?, ?>)) {
        throw MalformedException.value(
            event.path("context_documents"), "an array of strings or objects");
      }
      documents.add(json(each));
    }
    return documents;
  }
}
