package prefmill.trainers.djl.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import prefmill.trainers.djl.model.CausalModel;
import prefmill.trainers.djl.model.LoraParameters;
import prefmill.trainers.huggingface.TokenSequence;

/**
 * Continues prompts with a base model and, if there is one, an adapter.
 *
 * <p>Each new token computes its whole sequence anew, several sequences at once: the cost grows
 * with the square of the length, which short answers bear.
 */
public final class Generator {
  private static final int PROMPTS_AT_ONCE = 16;

  private final CausalModel model;
  private final Optional<LoraParameters> lora;
  private final Set<Long> stops;
  private final int maxLength;

  private Generator(
      CausalModel model, Optional<LoraParameters> lora, Set<Long> stops, int maxLength) {
    this.model = model;
    this.lora = lora;
    this.stops = stops;
    this.maxLength = maxLength;
  }

  /**
   * A generator.
   *
   * @param lora the adapter; the base model alone if empty
   * @param stops tokens that end an answer
   * @param maxLength tokens of prompt and answer at most
   */
  public static Generator of(
      CausalModel model, Optional<LoraParameters> lora, Set<Long> stops, int maxLength) {
    return new Generator(model, lora, stops, maxLength);
  }

  /**
   * Each prompt with what follows it: up to a stop token, which is part of it, or as many tokens as
   * asked for.
   *
   * @param prompts of at least one token each; one that fills the length is answered by nothing
   */
  public List<TokenSequence> generate(List<long[]> prompts, int maxTokens, Sampling sampling) {
    TokenSequence[] answers = new TokenSequence[prompts.size()];
    List<Integer> order =
        IntStream.range(0, answers.length)
            .boxed()
            .sorted((a, b) -> Integer.compare(prompts.get(a).length, prompts.get(b).length))
            .toList();
    for (int from = 0; from < order.size(); from += PROMPTS_AT_ONCE) {
      List<Integer> rows = order.subList(from, Math.min(order.size(), from + PROMPTS_AT_ONCE));
      List<TokenSequence> some =
          together(rows.stream().map(prompts::get).toList(), maxTokens, sampling);
      for (int i = 0; i < some.size(); i++) {
        answers[rows.get(i)] = some.get(i);
      }
    }
    return List.of(answers);
  }

  private List<TokenSequence> together(List<long[]> prompts, int maxTokens, Sampling sampling) {
    List<TokenSequence> growing = new ArrayList<>();
    List<SplittableRandom> draws = new ArrayList<>();
    for (long[] prompt : prompts) {
      growing.add(TokenSequence.of(prompt, prompt.length));
      draws.add(sampling.draws(prompt));
    }
    for (int step = 0; step < maxTokens; step++) {
      List<Integer> open =
          IntStream.range(0, growing.size()).filter(i -> isOpen(growing.get(i))).boxed().toList();
      if (open.isEmpty()) {
        break;
      }
      float[][] logits = model.next(open.stream().map(growing::get).toList(), lora);
      for (int i = 0; i < open.size(); i++) {
        int row = open.get(i);
        growing.set(row, longer(growing.get(row), sampling.choose(logits[i], draws.get(row))));
      }
    }
    return growing;
  }

  private boolean isOpen(TokenSequence sequence) {
    int length = sequence.length();
    return length < maxLength
        && (length == sequence.promptLength() || !stops.contains(sequence.id(length - 1)));
  }

  private static TokenSequence longer(TokenSequence sequence, long token) {
    long[] ids = Arrays.copyOf(sequence.toArray(), sequence.length() + 1);
    ids[ids.length - 1] = token;
    return TokenSequence.of(ids, sequence.promptLength());
  }
}
