package prefmill.transforms.neardup;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Generated texts with the word frequencies of real ones, and edited copies of them. */
final class Texts {
  private static final int VOCABULARY = 3_000;

  private final Random random;

  Texts(Random random) {
    this.random = random;
  }

  String text(int words) {
    List<String> text = new ArrayList<>();
    for (int i = 0; i < words; i++) {
      text.add(word());
    }
    return String.join(" ", text);
  }

  /** A copy in which words were replaced, dropped or put in. */
  String edited(String text, int edits) {
    List<String> words = new ArrayList<>(List.of(text.split(" ")));
    for (int i = 0; i < edits; i++) {
      int at = random.nextInt(words.size());
      switch (random.nextInt(3)) {
        case 0 -> words.set(at, word());
        case 1 -> words.add(at, word());
        default -> {
          if (words.size() > 1) {
            words.remove(at);
          }
        }
      }
    }
    return String.join(" ", words);
  }

  /** Zipf's law, roughly: few words are frequent. */
  private String word() {
    int rank = (int) Math.pow(VOCABULARY, random.nextDouble());
    return "w" + Integer.toString(rank * 7919, 36);
  }
}
