package prefmill.pipelines.property.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Events that tie the sides of a split together: conversations of several persons, persons with
 * several conversations, prompts that are copied or slightly edited, alone and behind a history,
 * curators, and events without a user. A pure function of count and seed.
 */
public final class SharedEvents {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant START = Instant.parse("2026-09-01T00:00:00Z");

  private final Random random;
  private final int prompts;
  private final int persons;

  private SharedEvents(int count, long seed) {
    this.random = new Random(seed);
    this.prompts = Math.max(5, count / 12);
    this.persons = Math.max(5, count / 6);
  }

  /** So many events, one JSON object each, in the order of their times. */
  public static List<String> of(int count, long seed) {
    SharedEvents events = new SharedEvents(count, seed);
    List<String> lines = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      lines.add(events.next(i).toString());
    }
    return lines;
  }

  private ObjectNode next(int i) {
    ObjectNode event = JSON.createObjectNode();
    event.put("event_id", "s" + i);
    event.put("message_id", "m" + i);
    event.put("created_at", START.plusSeconds(i * 7L).toString());
    int dice = random.nextInt(20);
    if (dice > 2) {
      event.put("user_id", "u" + random.nextInt(persons));
    } else if (dice == 2) {
      event.put("curator", "curator" + random.nextInt(3));
    }
    if (dice < 12 && dice != 0) {
      event.put("conversation_id", "c" + random.nextInt(persons));
    }
    int prompt = random.nextInt(prompts);
    event.put("prompt", prompt(prompt, random.nextInt(6)));
    if (random.nextInt(4) == 0) {
      event
          .putArray("history")
          .addObject()
          .put("role", "user")
          .put("content", words(random.nextInt(prompts), 30));
      event.withArray("history").addObject().put("role", "assistant").put("content", "I see.");
    }
    event.put("response", words(1_000_000L + prompt * 3L + random.nextInt(3), 20) + ".");
    ObjectNode signal = event.putObject("signal");
    if (random.nextInt(8) == 0) {
      signal.put("kind", "correction").put("text", words(2_000_000L + i, 20) + ".");
    } else {
      signal.put("kind", "thumb").put("value", random.nextInt(3) == 0 ? "down" : "up");
    }
    return event;
  }

  /** A prompt in one of its forms: as it is, longer by a word, or with a word changed. */
  private static String prompt(int number, int form) {
    String text = words(number, 40);
    return switch (form) {
      case 0 -> text + " please";
      case 1 -> text.substring(0, text.lastIndexOf(' ')) + " otherwise";
      case 2 -> "Hello! " + text;
      case 3 ->
          text.substring(text.indexOf(' ') + 1) + " Write to me at me" + number + "@example.org";
      default -> text;
    };
  }

  private static String words(long seed, int count) {
    Random own = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append("word").append(own.nextInt(900));
    }
    return text.toString();
  }
}
