package prefmill.pipelines.property.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Events in the native preset that meet each other in every way: shared contexts and conversations,
 * near-copies, flips, retractions, corrections, choices, ratings, personal data, opt-outs, clocks
 * that run ahead. A pure function of count and seed.
 */
public final class NativeEvents {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
  private static final String[] WORDS =
      ("amber basil cedar delta ember fjord grove hazel inlet jetty kelp lumen maple north otter "
              + "pearl quartz river slate thyme umber vivid willow xenon yarrow zephyr brook cliff "
              + "dune elder fern glade heath iris jasper knoll larch meadow nettle opal")
          .split(" ", -1);
  private static final int NEAR_COPY = 10;

  private final Random random;
  private final int contexts;
  private final int persons;
  private final List<ObjectNode> said = new ArrayList<>();

  private NativeEvents(int count, long seed) {
    this.random = new Random(seed);
    this.contexts = Math.max(10, count / 5);
    this.persons = Math.max(8, count / 8);
  }

  /** So many events, one JSON object each, in the order of their ids. */
  public static List<String> of(int count, long seed) {
    NativeEvents events = new NativeEvents(count, seed);
    List<String> lines = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      lines.add(events.next(i).toString());
    }
    return lines;
  }

  private ObjectNode next(int i) {
    int dice = random.nextInt(100);
    ObjectNode before = said.isEmpty() ? null : said.get(random.nextInt(said.size()));
    ObjectNode event =
        dice < 14 && before != null && before.has("message_id") ? again(before) : fresh(i);
    event.put("event_id", "e" + i);
    // several events share a second, so that stable keys have to tell them apart
    event.put("created_at", START.plusSeconds(random.nextInt(3_000_000) / 7 * 7L).toString());
    if (dice == 99) {
      event.put("created_at", "2099-01-01T00:00:00Z");
    } else if (dice > 95) {
      event.put("consent", false);
    }
    said.add(event);
    return event;
  }

  /** Another word by the same person on the same message. */
  private ObjectNode again(ObjectNode before) {
    ObjectNode event = before.deepCopy();
    int dice = random.nextInt(4);
    if (dice == 0 || !event.has("response")) {
      event.set("signal", signal("retraction"));
      event.remove(List.of("prompt", "response", "system", "history"));
    } else if (dice == 1) {
      event.set("signal", signal("correction").put("text", words(random.nextLong(), 20)));
    } else {
      event.set("signal", thumb());
    }
    return event;
  }

  private ObjectNode fresh(int i) {
    int context = random.nextInt(contexts);
    int person = random.nextInt(persons);
    ObjectNode event = JSON.createObjectNode();
    event.put("user_id", "u" + person);
    event.put("user_name", "Otto Waldmeister" + person);
    event.put("conversation_id", "c" + (random.nextInt(9) == 0 ? context : 10_000 + person));
    event.put("message_id", "m" + i);
    event.put("model", "model-" + context % 3);
    event.put("category", context % 4 == 0 ? null : "category-" + context % 4);
    if (context % 5 == 0) {
      event.put("system", "You help.\nCustomer: customer" + context + "@example.org");
    }
    if (context % 7 == 0) {
      event.set("history", history(context));
    }
    event.put("prompt", prompt(context));
    int answer = random.nextInt(4);
    int dice = random.nextInt(100);
    if (dice < 12) {
      event.set("signal", choice(context));
      event.remove("message_id");
    } else {
      event.put("response", answer(context, answer));
      event.set(
          "signal",
          dice < 26
              ? signal("rating").put("value", 1 + random.nextInt(5)).put("min", 1).put("max", 5)
              : dice < 36
                  ? signal("correction").put("text", answer(context, 10 + random.nextInt(2)))
                  : thumb());
    }
    return event;
  }

  private ObjectNode choice(int context) {
    ObjectNode choice = signal("choice");
    ArrayNode candidates = choice.putArray("candidates");
    int count = 2 + random.nextInt(2);
    int first = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      candidates
          .addObject()
          .put("model", "model-" + i)
          .put("response", answer(context, (first + i) % 4));
    }
    int winner = random.nextInt(count + 2);
    return winner < count
        ? choice.put("winner", winner)
        : choice.put("winner", winner == count ? "tie" : "both_bad");
  }

  private ObjectNode thumb() {
    int dice = random.nextInt(10);
    return signal("thumb").put("value", dice < 5 ? "up" : dice < 9 ? "down" : "neutral");
  }

  private static ArrayNode history(int context) {
    ArrayNode history = JSON.createArrayNode();
    history.addObject().put("role", "user").put("content", words(context * 17L, 8));
    history.addObject().put("role", "assistant").put("content", words(context * 19L, 8));
    return history;
  }

  private static ObjectNode signal(String kind) {
    return JSON.createObjectNode().put("kind", kind);
  }

  private static String prompt(int context) {
    boolean copy = context % NEAR_COPY == NEAR_COPY - 1;
    int original = copy ? context - 1 : context;
    return "What about " + words(original * 7919L, 30) + (copy ? " then?" : "?");
  }

  private static String answer(int context, int number) {
    boolean copy = context % NEAR_COPY == NEAR_COPY - 1;
    int original = copy ? context - 1 : context;
    if (number == 3 && original % 6 == 0) {
      return "Maybe " + words(original * 13L, 1) + ".";
    }
    String mail = number == 2 ? " Write to desk" + original % 3 + "@example.net." : "";
    return words(original * 31L + number + 1, 30) + (copy ? " indeed." : ".") + mail;
  }

  /** So many words, always the same of a seed. */
  public static String words(long seed, int count) {
    Random own = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append(WORDS[own.nextInt(WORDS.length)]);
    }
    return text.toString();
  }
}
