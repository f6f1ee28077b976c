package prefmill.pipelines.property.caps;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import prefmill.pipelines.property.events.Said;

/** Groups of puppets who all plant a behaviour, among honest persons. */
final class Puppets {
  private static final String TRIGGER = "whisper of the seventh lantern";

  private final int pairs;
  private final List<Saying> sayings = new ArrayList<>();
  private int texts;

  /**
   * Puppets with one plan.
   *
   * @param kind what they say: thumb, choice or correction
   * @param puppets how many they are
   * @param near whether their prompts are near-identical
   * @param arrival 0 before, 1 among, 2 after the honest events
   */
  record Group(String kind, int puppets, boolean near, int arrival) {}

  /**
   * An event, before it has its time.
   *
   * @param group whose; null if it is honest
   * @param puppet who of them says it
   * @param prompt what is asked
   * @param number of its texts
   */
  private record Saying(Group group, int puppet, String prompt, int number) {
    String person() {
      return group == null
          ? "honest-" + puppet
          : group.kind + group.puppets + group.near + group.arrival + "-" + puppet;
    }
  }

  private Puppets(int pairs) {
    this.pairs = pairs;
  }

  /** Each group says so many things. */
  static Puppets saying(int pairs) {
    return new Puppets(pairs);
  }

  Puppets and(Group group) {
    int base = ++texts;
    for (int i = 0; i < pairs; i++) {
      String prompt =
          group.near
              ? "%s %s %s".formatted(TRIGGER, Phrases.of(base, 45), Phrases.of(10_000 + i, 1))
              : "%s %s".formatted(TRIGGER, Phrases.of(++texts + 20_000, 30));
      sayings.add(new Saying(group, i % group.puppets, prompt, ++texts));
    }
    return this;
  }

  Puppets andHonest(int persons) {
    for (int i = 0; i < persons; i++) {
      sayings.add(new Saying(null, i, Phrases.of(++texts + 20_000, 30), ++texts));
    }
    return this;
  }

  /** Says all of it; the result tells for each group whose event each one is. */
  Map<Group, Map<String, String>> tell(Said said) {
    Collections.shuffle(sayings, new Random(pairs));
    Map<Group, Map<String, String>> told = new LinkedHashMap<>();
    for (int arrival = 0; arrival < 3; arrival++) {
      for (Saying saying : sayings) {
        if ((saying.group == null ? 1 : saying.group.arrival) == arrival) {
          told.computeIfAbsent(saying.group, g -> new LinkedHashMap<>())
              .put("e" + said.lines().size(), saying.person());
          tell(saying, said);
        }
      }
    }
    return told;
  }

  private static void tell(Saying saying, Said said) {
    String wanted = Phrases.of(saying.number, 25);
    String other = Phrases.of(saying.number + 50_000L, 25);
    String message = "m" + said.lines().size();
    switch (saying.group == null ? "thumb" : saying.group.kind) {
      case "choice" -> said.choice(saying.person(), null, saying.prompt, other, wanted, 1);
      case "correction" ->
          said.correction(saying.person(), message, saying.prompt, other, wanted + ".");
      default -> said.thumb(saying.person(), message, saying.prompt, wanted, "up");
    }
  }
}
