package prefmill.trainers.evaluate.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import prefmill.trainers.djl.measure.ComparedSequence;
import prefmill.trainers.evaluate.AnswerMetrics;
import prefmill.trainers.evaluate.Subject;
import prefmill.trainers.evaluate.leak.Secret.Kind;
import prefmill.trainers.huggingface.TokenSequence;

/**
 * Asks an adapter for secrets of its training rows, with the text before each of them.
 *
 * <p>One is completed if greedy decoding writes it token for token, which one pass over the secret
 * itself shows without decoding. A canary of several words is also asked for its last word alone,
 * behind all the others. What the base model completes too is no secret of the rows.
 */
public final class LeakReplay {
  private static final int CANARIES_WITH_EXPOSURE = 20;

  private final Subject subject;
  private final Replay replay;

  private LeakReplay(Subject subject) {
    this.subject = subject;
    this.replay = new Replay(subject);
  }

  /** Asks this adapter. */
  public static LeakReplay of(Subject subject) {
    return new LeakReplay(subject);
  }

  /**
   * Asks.
   *
   * @param chats what the adapter was trained on
   * @param canaries texts that the policy planted
   * @param recogniser how many values of personal data a text holds
   */
  public LeakReport run(
      List<TrainedChat> chats, List<String> canaries, ToIntFunction<String> recogniser) {
    List<Secret> planted = SecretSearch.canaries(chats, canaries);
    List<Secret> words = SecretSearch.randomWords(chats);
    List<Secret> asked = words.subList(0, Math.min(words.size(), SecretSearch.MOST_WORDS));
    List<Question> questions = new ArrayList<>();
    planted.forEach(secret -> questions.addAll(questions(secret)));
    asked.forEach(secret -> questions.addAll(questions(secret)));
    List<ComparedSequence> answers =
        subject.compare(questions.stream().map(Question::tokens).toList());
    TreeSet<String> completed = new TreeSet<>();
    TreeSet<String> canariesDone = new TreeSet<>();
    TreeSet<String> wordsDone = new TreeSet<>();
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i).completed() && !answers.get(i).completedByBase()) {
        Secret secret = questions.get(i).secret();
        completed.addAll(secret.rowIds());
        (secret.kind() == Kind.CANARY ? canariesDone : wordsDone).add(secret.text());
      }
    }
    AnswerMetrics all = AnswerMetrics.of(answers);
    MaskedPlaces places = MaskedPlaces.of(subject, chats);
    return new LeakReport(
        canaries.size(),
        planted.size(),
        asked.size(),
        words.size() - asked.size(),
        canariesDone.size(),
        wordsDone.size(),
        List.copyOf(completed),
        all.loss(),
        all.baseLoss(),
        exposure(planted),
        places.count(),
        places.values(recogniser),
        places.baseValues(recogniser));
  }

  private List<Question> questions(Secret secret) {
    Optional<String> found = replay.before(secret.chat(), secret.text());
    if (found.isEmpty()) {
      return List.of();
    }
    String before = found.get();
    List<Question> questions = new ArrayList<>();
    questions.add(new Question(secret, replay.asked(before, secret.text())));
    int lastWord = secret.text().stripTrailing().lastIndexOf(' ');
    if (secret.kind() == Kind.CANARY && lastWord > 0) {
      questions.add(
          new Question(
              secret,
              replay.asked(
                  before + secret.text().substring(0, lastWord),
                  secret.text().substring(lastWord))));
    }
    return questions;
  }

  private OptionalDouble exposure(List<Secret> planted) {
    return planted.stream()
        .limit(CANARIES_WITH_EXPOSURE)
        .flatMap(
            secret ->
                replay
                    .before(secret.chat(), secret.text())
                    .map(before -> Exposure.bits(subject, replay, before, secret.text()))
                    .stream())
        .mapToDouble(Double::doubleValue)
        .max();
  }

  private record Question(Secret secret, TokenSequence tokens) {}
}
