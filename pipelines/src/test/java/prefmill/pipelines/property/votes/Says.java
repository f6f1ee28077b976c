package prefmill.pipelines.property.votes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random feedback, dense enough that persons flip, disagree, tie and take back; a pure function of
 * the seed. No two events share a second.
 */
final class Says {
  /** From this topic on answers are corrected, too. */
  static final int CORRECTED = 24;

  private static final int TOPICS = 32;
  private static final int ANSWERS = 4;
  private static final int PERSONS = 12;
  private static final int CONVERSATIONS = 9;

  private final Random random;

  private Says(long seed) {
    this.random = new Random(seed);
  }

  static List<Say> of(int count, long seed) {
    Says says = new Says(seed);
    List<Say> said = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      said.add(says.next(i, said));
    }
    return said;
  }

  private Say next(int i, List<Say> said) {
    int person = random.nextInt(PERSONS);
    String user = person == 0 ? null : "user " + person;
    String conversation = "talk " + random.nextInt(CONVERSATIONS);
    int dice = random.nextInt(100);
    if (dice < 12 && !said.isEmpty()) {
      Say before = said.get(random.nextInt(said.size()));
      if (before.copy() > 0 && !before.kind().equals("choice")) {
        String facet = List.of("all", "all", "polarity", "correction").get(random.nextInt(4));
        return say(i, before.user(), before.conversation(), before, "retraction", facet);
      }
    }
    if (dice < 35 && !said.isEmpty()) {
      // another word on the same, if it is that person's
      Say before = said.get(random.nextInt(said.size()));
      if (before.facet().equals("polarity") && !before.kind().equals("retraction")) {
        return say(i, before.user(), before.conversation(), before, "thumb", thumb());
      }
    }
    int topic = random.nextInt(TOPICS);
    int answer = random.nextInt(ANSWERS);
    int other = (answer + 1 + random.nextInt(ANSWERS - 1)) % ANSWERS;
    Say about = new Say("", user, conversation, topic, random.nextInt(3), "", "", answer, other, 0);
    if (dice < 50) {
      String winner = List.of("0", "0", "1", "1", "tie").get(random.nextInt(5));
      boolean bad = topic >= CORRECTED && random.nextInt(8) == 0;
      return say(i, user, conversation, about, "choice", bad ? "both_bad" : winner);
    }
    if (dice < 75) {
      return say(i, user, conversation, about, "rating", "" + (1 + random.nextInt(5)));
    }
    if (topic >= CORRECTED && dice < 88) {
      return say(i, user, conversation, about, "correction", "text");
    }
    return say(i, user, conversation, about, "thumb", thumb());
  }

  private String thumb() {
    return List.of("up", "up", "down", "down", "neutral").get(random.nextInt(5));
  }

  /** Times go up and down against ids, but no two are the same. */
  private static Say say(
      int i, String user, String conversation, Say about, String kind, String value) {
    int second = (i * 7_919) % 100_003;
    return new Say(
        "e" + i,
        user,
        conversation,
        about.topic(),
        about.copy(),
        kind,
        value,
        about.answer(),
        about.other(),
        second);
  }

  /**
   * What ends an event before any vote is counted, told by the definitions alone: superseded,
   * retracted, retraction, neutral (a thumb; a rating in the middle may still be a gap apart from
   * another) or tie.
   */
  static Map<String, String> endedBeforeVotes(List<Say> said) {
    Map<List<String>, Say> latest = new HashMap<>();
    for (Say say : said) {
      if (!say.kind().equals("retraction")) {
        latest.merge(subject(say), say, (a, b) -> a.second() > b.second() ? a : b);
      }
    }
    Map<String, String> ended = new HashMap<>();
    for (Say say : said) {
      if (say.kind().equals("retraction")) {
        ended.put(say.id(), "retraction");
      } else if (!latest.get(subject(say)).equals(say)) {
        ended.put(say.id(), "superseded");
      } else if (said.stream().anyMatch(by -> takesBack(by, say))) {
        ended.put(say.id(), "retracted");
      } else if (say.value().equals("neutral")) {
        ended.put(say.id(), "neutral");
      } else if (say.value().equals("tie")) {
        ended.put(say.id(), "tie");
      }
    }
    return ended;
  }

  private static List<String> subject(Say say) {
    return List.of(say.person(), say.message(), say.facet());
  }

  private static boolean takesBack(Say by, Say say) {
    return by.kind().equals("retraction")
        && say.copy() > 0
        && !say.kind().equals("choice")
        && by.person().equals(say.person())
        && by.message().equals(say.message())
        && by.second() > say.second()
        && (by.value().equals("all") || by.value().equals(say.facet()));
  }
}
