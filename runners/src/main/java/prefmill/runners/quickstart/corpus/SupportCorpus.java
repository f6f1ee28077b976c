package prefmill.runners.quickstart.corpus;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Questions to a support assistant and its answers, made from templates with slots. The same random
 * numbers make the same texts.
 */
public final class SupportCorpus {
  private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");
  private static final Set<String> FRESH = Set.of("menu", "button", "minutes", "number");
  private static final int SENTENCES = 3;

  private final Templates templates;

  private SupportCorpus(Templates templates) {
    this.templates = templates;
  }

  /** The corpus of the quickstart. */
  public static SupportCorpus load() {
    try (InputStream in =
        SupportCorpus.class.getResourceAsStream("/prefmill/runners/quickstart/support.yaml")) {
      return new SupportCorpus(new ObjectMapper(new YAMLFactory()).readValue(in, Templates.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new question; one in six tells something personal. */
  public Question question(RandomGenerator random) {
    Topic topic = pick(templates.topics(), random);
    Map<String, String> slots = new HashMap<>();
    PersonalData.of(random).forEach(slots::put);
    String text = fill(pick(topic.questions(), random), slots, random);
    if (random.nextInt(6) == 0) {
      text += " " + fill(pick(templates.personal(), random), slots, random);
    }
    return new Question(topic, text, slots);
  }

  /** An answer in the style that people like: concrete steps and a courteous close. */
  public String liked(Question question, RandomGenerator random) {
    StringBuilder answer = new StringBuilder(pick(templates.liked().openers(), random));
    List<String> steps = some(question.topic().steps(), random);
    for (int i = 0; i < steps.size(); i++) {
      answer.append('\n').append(i + 1).append(". ");
      answer.append(fill(steps.get(i), question.slots(), random));
    }
    return answer.append('\n').append(pick(templates.liked().closes(), random)).toString();
  }

  /** An answer in the style that people dislike: vague hedging. */
  public String disliked(Question question, RandomGenerator random) {
    StringBuilder answer = new StringBuilder(pick(templates.disliked().openers(), random));
    for (String middle : some(templates.disliked().middles(), random)) {
      answer.append(' ').append(fill(middle, question.slots(), random));
    }
    return answer.append(' ').append(pick(templates.disliked().closes(), random)).toString();
  }

  /** An answer that refuses. */
  public String refusal(RandomGenerator random) {
    return pick(templates.refusals(), random);
  }

  /** A remark beside a rating. */
  public String comment(RandomGenerator random) {
    return pick(templates.comments(), random);
  }

  private String fill(String template, Map<String, String> slots, RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    Matcher matcher = SLOT.matcher(template);
    while (matcher.find()) {
      String slot = matcher.group(1);
      String value =
          FRESH.contains(slot)
              ? value(slot, random)
              : slots.computeIfAbsent(slot, name -> value(name, random));
      matcher.appendReplacement(text, Matcher.quoteReplacement(value));
    }
    matcher.appendTail(text);
    text.setCharAt(0, Character.toUpperCase(text.charAt(0)));
    return text.toString();
  }

  private String value(String slot, RandomGenerator random) {
    return switch (slot) {
      case "number" -> Integer.toString(3 + random.nextInt(900));
      case "code" -> "E-" + (100 + random.nextInt(900));
      default -> pick(templates.slots().get(slot), random);
    };
  }

  private static List<String> some(List<String> all, RandomGenerator random) {
    List<String> left = new ArrayList<>(all);
    while (left.size() > SENTENCES) {
      left.remove(random.nextInt(left.size()));
    }
    return left;
  }

  private static <T> T pick(List<T> all, RandomGenerator random) {
    return all.get(random.nextInt(all.size()));
  }

  /** A question with what its answers may refer to. */
  public record Question(Topic topic, String text, Map<String, String> slots) {}

  /** One thing that people ask about. */
  public record Topic(String name, List<String> questions, List<String> steps) {}

  private record Style(List<String> openers, List<String> middles, List<String> closes) {}

  private record Templates(
      Map<String, List<String>> slots,
      List<Topic> topics,
      Style liked,
      Style disliked,
      List<String> refusals,
      List<String> comments,
      List<String> personal) {}
}
