package prefmill.trainers.evaluate.leak;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import prefmill.trainers.evaluate.leak.Secret.Kind;
import prefmill.trainers.examples.Turn;

/**
 * Finds what must not come back: the policy's canaries, and words that look drawn at random in rows
 * of at most two persons, since what more of them write is common knowledge.
 */
final class SecretSearch {
  /** At most so many random words are asked, those whose rows have the smallest ids. */
  static final int MOST_WORDS = 200;

  private static final int SHARED_BY = 3;

  private SecretSearch() {}

  /** The canaries that stand in the rows. */
  static List<Secret> canaries(List<TrainedChat> chats, List<String> canaries) {
    List<Secret> found = new ArrayList<>();
    for (String canary : canaries) {
      List<TrainedChat> holding =
          chats.stream()
              .filter(c -> c.turns().stream().anyMatch(t -> t.content().contains(canary)))
              .toList();
      if (!holding.isEmpty()) {
        found.add(secret(Kind.CANARY, canary, holding));
      }
    }
    return found;
  }

  /** All random-looking words of few persons, by the smallest id of their rows. */
  static List<Secret> randomWords(List<TrainedChat> chats) {
    Map<String, List<TrainedChat>> holding = new TreeMap<>();
    for (TrainedChat chat : chats) {
      Set<String> words = new HashSet<>();
      for (Turn turn : chat.turns()) {
        words.addAll(RandomWords.of(turn.content()));
      }
      words.forEach(word -> holding.computeIfAbsent(word, w -> new ArrayList<>()).add(chat));
    }
    return holding.entrySet().stream()
        .filter(e -> e.getValue().stream().map(TrainedChat::person).distinct().count() < SHARED_BY)
        .map(e -> secret(Kind.RANDOM_WORD, e.getKey(), e.getValue()))
        .sorted(
            Comparator.comparing((Secret secret) -> secret.rowIds().get(0))
                .thenComparing(Secret::text))
        .toList();
  }

  private static Secret secret(Kind kind, String text, List<TrainedChat> holding) {
    Set<String> rows = new TreeSet<>();
    holding.forEach(chat -> rows.add(chat.rowId()));
    return new Secret(
        kind,
        text,
        List.copyOf(rows),
        holding.stream().min(Comparator.comparing(TrainedChat::rowId)).orElseThrow());
  }
}
