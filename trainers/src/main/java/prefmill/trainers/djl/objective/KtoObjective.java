package prefmill.trainers.djl.objective;

import ai.djl.pytorch.engine.PtNDManager;
import java.util.ArrayList;
import java.util.List;
import prefmill.trainers.djl.engine.StopRequest;
import prefmill.trainers.examples.VerdictExample;
import prefmill.trainers.huggingface.TokenSequence;

/**
 * Kahneman-Tversky optimisation (Ethayarajh et al., 2024) as TRL's KTOTrainer has it: 1 -
 * sigmoid(beta (gain - kl)) for good answers, 1 - sigmoid(beta (kl - gain)) for bad ones.
 *
 * <p>kl is the mean gain, at least 0, of the batch's prompts with the answer of the row before; it
 * has no gradient.
 */
public final class KtoObjective implements Objective {
  private final Learner learner;
  private final List<VerdictExample> examples = new ArrayList<>();
  private final List<TokenSequence> sequences = new ArrayList<>();
  private final float[] reference;
  private final int tooLong;

  private KtoObjective(Learner learner, List<VerdictExample> all) throws InterruptedException {
    this.learner = learner;
    for (VerdictExample example : all) {
      StopRequest.obey();
      TokenSequence sequence =
          learner
              .tokenizer()
              .offering(example.tools())
              .answer(example.prompt(), example.completion());
      if (learner.fits(sequence)) {
        examples.add(example);
        sequences.add(sequence);
      }
    }
    this.tooLong = all.size() - examples.size();
    this.reference = learner.reference(sequences);
  }

  /**
   * Tokenises the rows and computes the reference.
   *
   * @throws InterruptedException if the thread was interrupted on the way
   */
  public static KtoObjective of(Learner learner, List<VerdictExample> examples)
      throws InterruptedException {
    return new KtoObjective(learner, examples);
  }

  @Override
  public int rows() {
    return examples.size();
  }

  @Override
  public int tooLong() {
    return tooLong;
  }

  @Override
  public String rowId(int row) {
    return examples.get(row).rowId();
  }

  @Override
  public long share(int row) {
    return 1;
  }

  @Override
  public long tokens(int row) {
    return sequences.get(row).length();
  }

  @Override
  public ScoredPass pass(PtNDManager scope, List<Integer> rows, double total)
      throws InterruptedException {
    int n = rows.size();
    float[] weights = new float[n];
    float[] references = new float[n];
    float[] signs = new float[n];
    List<TokenSequence> batch = rows.stream().map(sequences::get).toList();
    for (int i = 0; i < n; i++) {
      VerdictExample example = examples.get(rows.get(i));
      weights[i] = (float) example.weight();
      references[i] = reference[rows.get(i)];
      signs[i] = example.good() ? 1 : -1;
    }
    return new ScoredPass(
        learner
            .model()
            .differentiate(
                scope,
                "kto",
                batch,
                learner.lora(),
                weights,
                total,
                List.of(references, signs, new float[] {divergence(batch)})),
        List.of());
  }

  /** Prompt and answer do not belong together here, unless the batch has a single row. */
  private float divergence(List<TokenSequence> batch) throws InterruptedException {
    int n = batch.size();
    List<TokenSequence> shifted = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      TokenSequence mixed = batch.get(i).withAnswerOf(batch.get((i + n - 1) % n));
      shifted.add(mixed.cut(learner.plan().maxLength()));
    }
    float[] policy = learner.policy(shifted);
    float[] base = learner.reference(shifted);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += policy[i] - base[i];
    }
    return (float) Math.max(0, sum / n);
  }
}
