package prefmill.runners.quickstart.corpus;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import prefmill.runners.quickstart.corpus.SupportCorpus.Question;

/**
 * Questions with a better and a worse answer, and when they were asked. What people say about them
 * follows the planted preference but for one in ten; with shuffled labels it follows nothing. Texts
 * and times do not depend on the labels.
 */
public final class Exchanges {
  private static final Instant FIRST = Instant.parse("2026-09-01T06:00:00Z");
  private static final int MINUTES = 30 * 24 * 60;
  private static final double NOISE = 0.1;

  private final SupportCorpus corpus;
  private final SplittableRandom texts;
  private final SplittableRandom labels;
  private final boolean shuffleLabels;

  public Exchanges(SupportCorpus corpus, long seed, boolean shuffleLabels) {
    this.corpus = corpus;
    this.texts = new SplittableRandom(seed);
    this.labels = new SplittableRandom(~seed);
    this.shuffleLabels = shuffleLabels;
  }

  /** A new question with two answers. */
  public Exchange next() {
    Question question = corpus.question(texts);
    String liked = corpus.liked(question, texts);
    String disliked = corpus.disliked(question, texts);
    Instant asked = FIRST.plus(Duration.ofSeconds(texts.nextInt(MINUTES * 60)));
    return new Exchange(question.topic().name(), question.text(), liked, disliked, asked);
  }

  /** Whether the next person goes with the planted preference. */
  public boolean agrees() {
    return labels.nextDouble() >= (shuffleLabels ? 0.5 : NOISE);
  }

  /** An id in the shape of a random UUID. */
  public UUID uuid() {
    long high = (texts.nextLong() & 0xffffffffffff0fffL) | 0x4000L;
    long low = (texts.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  /** An answer that refuses. */
  public String refusal() {
    return corpus.refusal(texts);
  }

  /** A remark beside a rating. */
  public String comment() {
    return corpus.comment(texts);
  }

  /** An e-mail address. */
  public String email() {
    return PersonalData.email(texts);
  }

  /** What else is drawn by lot. */
  public RandomGenerator random() {
    return texts;
  }

  /**
   * A question with two answers.
   *
   * @param topic what it is about
   * @param question the user's text
   * @param liked the answer in the liked style
   * @param disliked the answer in the disliked style
   * @param asked when
   */
  public record Exchange(
      String topic, String question, String liked, String disliked, Instant asked) {
    /** The answer that a person who agrees with the planted preference finds better. */
    public String better(boolean agrees) {
      return agrees ? liked : disliked;
    }

    /** The other answer. */
    public String worse(boolean agrees) {
      return agrees ? disliked : liked;
    }

    /** The time a while after the question. */
    public Instant after(int seconds) {
      return asked.plusSeconds(seconds);
    }
  }
}
