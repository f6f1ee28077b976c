package prefmill.trainers;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import prefmill.trainers.examples.DemonstrationExample;
import prefmill.trainers.examples.PreferenceExample;
import prefmill.trainers.examples.Turn;

/** Made-up support chats in which people prefer an answer that is friendly and sure of itself. */
public final class SamplePairs {
  private static final String[] THINGS =
      "invoice password delivery refund printer router calendar account backup license".split(" ");
  private static final String[] VERBS = "reset change cancel find renew install share".split(" ");
  private static final String[] NEUTRAL = {
    "It takes a few minutes.", "You may need your order number.", "It depends on your region."
  };
  private static final String[] GOOD = {"Sure, ", "Happy to help: ", "Of course, "};
  private static final String[] BAD = {"No idea, ", "I am not sure, ", "Ask somebody else, "};

  private SamplePairs() {}

  /** Pairs with one label in seven the wrong way round, as people are. */
  public static List<PreferenceExample> of(int count, long seed) {
    return make(count, seed, 1.0 / 7);
  }

  /** The same chats with labels that mean nothing. */
  public static List<PreferenceExample> shuffled(int count, long seed) {
    return make(count, seed, 0.5);
  }

  /** A pair whose chosen answer is given. */
  public static PreferenceExample answered(String chosen) {
    return new PreferenceExample(
        "given",
        List.of(new Turn("user", "What now?")),
        List.of(new Turn("assistant", chosen)),
        List.of(new Turn("assistant", "No idea.")),
        1);
  }

  /** All texts, for the tiny model's tokenizer. */
  public static List<String> texts(List<PreferenceExample> pairs) {
    List<String> texts = new ArrayList<>();
    for (PreferenceExample pair : pairs) {
      pair.prompt().forEach(t -> texts.add(t.content()));
      pair.chosen().forEach(t -> texts.add(t.content()));
      pair.rejected().forEach(t -> texts.add(t.content()));
    }
    return texts;
  }

  private static List<PreferenceExample> make(int count, long seed, double flipped) {
    Random random = new Random(seed);
    List<PreferenceExample> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String thing = pick(random, THINGS);
      String verb = pick(random, VERBS);
      String body =
          "open the settings, choose " + thing + " and " + verb + ". " + pick(random, NEUTRAL);
      List<Turn> good = List.of(new Turn("assistant", pick(random, GOOD) + body));
      List<Turn> bad = List.of(new Turn("assistant", pick(random, BAD) + body));
      boolean flip = random.nextDouble() < flipped;
      pairs.add(
          new PreferenceExample(
              "row" + i,
              List.of(new Turn("user", "How do I " + verb + " my " + thing + "?")),
              flip ? bad : good,
              flip ? good : bad,
              1));
    }
    return pairs;
  }

  private static String pick(Random random, String[] from) {
    return from[random.nextInt(from.length)];
  }

  /** Pairs as chats that end with the better answer. */
  public static List<DemonstrationExample> chats(List<PreferenceExample> pairs) {
    return pairs.stream()
        .map(
            pair ->
                new DemonstrationExample(
                    pair.rowId(),
                    Stream.concat(pair.prompt().stream(), pair.chosen().stream()).toList(),
                    1))
        .toList();
  }
}
