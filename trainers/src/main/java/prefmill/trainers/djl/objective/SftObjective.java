package prefmill.trainers.djl.objective;

import ai.djl.pytorch.engine.PtNDManager;
import java.util.ArrayList;
import java.util.List;
import prefmill.trainers.djl.engine.StopRequest;
import prefmill.trainers.examples.DemonstrationExample;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.huggingface.ChatTokenizer;
import prefmill.trainers.huggingface.TokenSequence;

/** Negative log-likelihood per target token, as TRL's SFTTrainer has it. */
public final class SftObjective implements Objective {
  private final Learner learner;
  private final List<DemonstrationExample> examples = new ArrayList<>();
  private final List<TokenSequence> sequences = new ArrayList<>();
  private final int tooLong;

  private SftObjective(Learner learner, List<DemonstrationExample> all)
      throws InterruptedException {
    this.learner = learner;
    for (DemonstrationExample example : all) {
      StopRequest.obey();
      TokenSequence sequence = sequence(example);
      if (learner.fits(sequence)) {
        examples.add(example);
        sequences.add(sequence);
      }
    }
    this.tooLong = all.size() - examples.size();
  }

  /**
   * Tokenises the rows.
   *
   * @throws InterruptedException if the thread was interrupted on the way
   */
  public static SftObjective of(Learner learner, List<DemonstrationExample> examples)
      throws InterruptedException {
    return new SftObjective(learner, examples);
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
    return sequences.get(row).targets();
  }

  @Override
  public long tokens(int row) {
    return sequences.get(row).length();
  }

  @Override
  public ScoredPass pass(PtNDManager scope, List<Integer> rows, double total) {
    float[] weights = new float[rows.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) examples.get(rows.get(i)).weight();
    }
    return new ScoredPass(
        learner
            .model()
            .differentiate(
                scope,
                "sft",
                rows.stream().map(sequences::get).toList(),
                learner.lora(),
                weights,
                total,
                List.of()),
        List.of());
  }

  private TokenSequence sequence(DemonstrationExample example) {
    List<Turn> messages = example.messages();
    int last = messages.size() - 1;
    ChatTokenizer tokenizer = learner.tokenizer().offering(example.tools());
    return learner.plan().completionOnly()
        ? tokenizer.answer(messages.subList(0, last), messages.subList(last, last + 1))
        : tokenizer.chat(messages);
  }
}
