package prefmill.runners.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import prefmill.runners.quickstart.corpus.SupportCorpus;
import prefmill.runners.quickstart.corpus.SupportCorpus.Question;

/** An endless row of native events, drawn by lot from a seed. */
final class EventStream {
  private static final Instant FIRST = Instant.parse("2026-06-01T00:00:00Z");
  private static final int EVENTS_OF_A_PERSON = 12;
  private static final int RECENT = 64;
  private static final String VOWELS = "aeiou";
  private static final String CONSONANTS = "bcdfghjklmnprstvwz";

  private final SplittableRandom random;
  private final SupportCorpus corpus = SupportCorpus.load();
  private final int persons;
  private final Deque<ObjectNode> recent = new ArrayDeque<>();
  private Question question;
  private String prompt;
  private List<String> answers;
  private int left;
  private long number;

  EventStream(long seed, int expected) {
    this.random = new SplittableRandom(seed);
    this.persons = Math.max(10, expected / EVENTS_OF_A_PERSON);
  }

  ObjectNode next() {
    if (!recent.isEmpty() && random.nextInt(33) == 0) {
      return recent.peekFirst();
    }
    if (left == 0) {
      openContext();
    }
    left--;
    ObjectNode event = event();
    recent.addLast(event);
    if (recent.size() > RECENT) {
      recent.removeFirst();
    }
    return event;
  }

  private void openContext() {
    question = corpus.question(random);
    prompt = question.text() + " Note: " + words(12) + ".";
    answers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      answers.add(i == 1 ? corpus.disliked(question, random) : corpus.liked(question, random));
    }
    left = 1 + random.nextInt(7);
  }

  private ObjectNode event() {
    int person = random.nextInt(persons);
    String answer = answers.get(random.nextInt(answers.size()));
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("event_id", "e" + number++);
    event.put("user_id", "u" + person);
    event.put("user_name", "Person " + word(new SplittableRandom(person)));
    event.put("conversation_id", "c" + person + "-" + random.nextInt(1_000));
    event.put("message_id", "m" + number);
    event.put("created_at", FIRST.plusSeconds(random.nextInt(90 * 86_400)).toString());
    event.put("system", "You are the assistant of the support team. Answer kindly and in steps.");
    event.put("prompt", prompt);
    event.put("model", "qwen2.5-0.5b");
    event.put("category", question.topic().name());
    ObjectNode signal = event.putObject("signal");
    int lot = random.nextInt(100);
    if (lot < 8) {
      signal.put("kind", "choice");
      var candidates = signal.putArray("candidates");
      candidates.addObject().put("model", "a").put("response", answers.get(0));
      candidates.addObject().put("model", "b").put("response", answers.get(1));
      signal.put("winner", random.nextInt(10) == 0 ? 1 : 0);
      return event;
    }
    event.put("response", answer);
    if (lot < 16) {
      signal.put("kind", "correction").put("text", corpus.liked(question, random));
    } else if (lot < 28) {
      signal.put("kind", "rating").put("value", 1 + random.nextInt(5)).put("min", 1).put("max", 5);
    } else {
      boolean good = answer.equals(answers.get(1)) == (random.nextInt(10) == 0);
      signal.put("kind", "thumb").put("value", good ? "up" : "down");
    }
    return event;
  }

  private String words(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append(word(random));
    }
    return text.toString();
  }

  private static String word(SplittableRandom random) {
    StringBuilder word = new StringBuilder();
    for (int i = 2 + random.nextInt(2); i > 0; i--) {
      word.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length())));
      word.append(VOWELS.charAt(random.nextInt(VOWELS.length())));
    }
    return word.toString();
  }
}
