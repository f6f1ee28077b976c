package prefmill.trainers.evaluate.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import prefmill.trainers.djl.measure.ComparedSequence;
import prefmill.trainers.evaluate.Subject;
import prefmill.trainers.huggingface.TokenSequence;

/**
 * How much likelier an adapter finds a canary than texts of the same shape that it never saw.
 *
 * <p>Exposure is log2 of the number of texts less log2 of the canary's rank among them by
 * log-perplexity (Carlini et al. 2019, The Secret Sharer, arXiv:1802.08232), here of the canary and
 * 63 draws: 0 to 6 bits, 1.4 on average for a text that was not learned.
 */
final class Exposure {
  private static final int DRAWS = 63;

  private Exposure() {}

  /** The bits of one canary behind the text before it; the same canary has the same draws. */
  static double bits(Subject subject, Replay replay, String before, String canary) {
    SplittableRandom random = new SplittableRandom(canary.hashCode());
    List<TokenSequence> texts = new ArrayList<>();
    texts.add(replay.asked(before, canary));
    for (int i = 0; i < DRAWS; i++) {
      texts.add(replay.asked(before, ofTheSameShape(canary, random)));
    }
    List<ComparedSequence> compared = subject.compare(texts);
    double own = compared.get(0).logProb();
    long rank = 1 + compared.stream().skip(1).filter(c -> c.logProb() >= own).count();
    return (Math.log(DRAWS + 1) - Math.log(rank)) / Math.log(2);
  }

  /** Another text with a letter for each letter, in its case, and a digit for each digit. */
  static String ofTheSameShape(String text, SplittableRandom random) {
    StringBuilder drawn = new StringBuilder();
    for (char c : text.toCharArray()) {
      drawn.append(
          c >= '0' && c <= '9'
              ? (char) ('0' + random.nextInt(10))
              : c >= 'a' && c <= 'z'
                  ? (char) ('a' + random.nextInt(26))
                  : c >= 'A' && c <= 'Z' ? (char) ('A' + random.nextInt(26)) : c);
    }
    return drawn.toString();
  }
}
