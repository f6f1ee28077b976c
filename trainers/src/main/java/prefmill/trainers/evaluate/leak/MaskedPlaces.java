package prefmill.trainers.evaluate.leak;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import prefmill.trainers.djl.generate.Generator;
import prefmill.trainers.djl.generate.Sampling;
import prefmill.trainers.evaluate.Subject;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.huggingface.TokenSequence;

/**
 * Lets an adapter go on where a masked value stood, greedily and once by drawing, and looks for
 * personal data in what it writes.
 */
final class MaskedPlaces {
  private static final Pattern PLACEHOLDER = Pattern.compile("<[A-Z][A-Z_]*_[0-9]+>");
  private static final int MOST = 16;
  private static final int TOKENS = 16;

  private final Subject subject;
  private final List<long[]> prompts = new ArrayList<>();

  private MaskedPlaces(Subject subject) {
    this.subject = subject;
  }

  /** The first placeholder of each row, of the rows with the smallest ids. */
  static MaskedPlaces of(Subject subject, List<TrainedChat> chats) {
    MaskedPlaces places = new MaskedPlaces(subject);
    Replay replay = new Replay(subject);
    chats.stream()
        .filter(chat -> chat.turns().stream().anyMatch(MaskedPlaces::isMasked))
        .sorted(Comparator.comparing(TrainedChat::rowId))
        .limit(MOST)
        .forEach(
            chat ->
                replay
                    .before(chat, placeholder(chat))
                    .ifPresent(before -> places.prompts.add(replay.prompt(before, TOKENS))));
    return places;
  }

  int count() {
    return prompts.size();
  }

  /** How many values a recogniser finds in what the adapter writes there. */
  int values(ToIntFunction<String> recogniser) {
    return values(subject.generator(), recogniser);
  }

  /** The same of the base model. */
  int baseValues(ToIntFunction<String> recogniser) {
    return values(subject.baseGenerator(), recogniser);
  }

  private int values(Generator generator, ToIntFunction<String> recogniser) {
    int values = 0;
    for (Sampling sampling : List.of(Sampling.greedy(), new Sampling(1, 1))) {
      for (TokenSequence written : generator.generate(prompts, TOKENS, sampling)) {
        values += recogniser.applyAsInt(subject.tokenizer().decode(written.answer()));
      }
    }
    return values;
  }

  private static boolean isMasked(Turn turn) {
    return PLACEHOLDER.matcher(turn.content()).find();
  }

  private static String placeholder(TrainedChat chat) {
    for (Turn turn : chat.turns()) {
      Matcher matcher = PLACEHOLDER.matcher(turn.content());
      if (matcher.find()) {
        return matcher.group();
      }
    }
    throw new IllegalStateException("a masked chat without a placeholder");
  }
}
