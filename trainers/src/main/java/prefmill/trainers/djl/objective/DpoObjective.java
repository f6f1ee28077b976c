package prefmill.trainers.djl.objective;

import ai.djl.pytorch.engine.PtNDManager;
import java.util.ArrayList;
import java.util.List;
import prefmill.trainers.djl.engine.StopRequest;
import prefmill.trainers.djl.model.GradientPass;
import prefmill.trainers.examples.PreferenceExample;
import prefmill.trainers.huggingface.TokenSequence;
import prefmill.trainers.training.TrainingPlan.LossType;

/**
 * Direct preference optimisation (Rafailov et al., 2023) as TRL's DPOTrainer has it, with the
 * losses of {@link LossType} on the margin beta ((chosen - its reference) - (rejected - its
 * reference)), over sums of log-probabilities. The reference is the base model, computed once
 * before the first step.
 */
public final class DpoObjective implements Objective {
  private final Learner learner;
  private final List<PreferenceExample> examples = new ArrayList<>();
  private final List<TokenSequence> chosen = new ArrayList<>();
  private final List<TokenSequence> rejected = new ArrayList<>();
  private final float[] chosenReference;
  private final float[] rejectedReference;
  private final int tooLong;
  private final boolean lengthsMatter;

  private DpoObjective(Learner learner, List<PreferenceExample> all) throws InterruptedException {
    this.learner = learner;
    for (PreferenceExample example : all) {
      StopRequest.obey();
      List<TokenSequence> pair =
          learner
              .tokenizer()
              .offering(example.tools())
              .answers(example.prompt(), List.of(example.chosen(), example.rejected()));
      if (pair.stream().allMatch(learner::fits)) {
        examples.add(example);
        chosen.add(pair.get(0));
        rejected.add(pair.get(1));
      }
    }
    this.lengthsMatter = learner.plan().lossType() == LossType.IPO;
    this.tooLong = all.size() - examples.size();
    this.chosenReference = learner.reference(chosen);
    this.rejectedReference = learner.reference(rejected);
  }

  /**
   * Tokenises the rows and computes the reference.
   *
   * @throws InterruptedException if the thread was interrupted on the way
   */
  public static DpoObjective of(Learner learner, List<PreferenceExample> examples)
      throws InterruptedException {
    return new DpoObjective(learner, examples);
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
    return (long) chosen.get(row).length() + rejected.get(row).length();
  }

  @Override
  public ScoredPass pass(PtNDManager scope, List<Integer> rows, double total) {
    int n = rows.size();
    List<TokenSequence> sequences = new ArrayList<>(2 * n);
    rows.forEach(r -> sequences.add(chosen.get(r)));
    rows.forEach(r -> sequences.add(rejected.get(r)));
    float[] weights = new float[n];
    float[] reference = new float[2 * n];
    for (int i = 0; i < n; i++) {
      int row = rows.get(i);
      weights[i] = (float) examples.get(row).weight();
      reference[i] = chosenReference[row];
      reference[n + i] = rejectedReference[row];
    }
    GradientPass pass =
        learner
            .model()
            .differentiate(
                scope,
                lengthsMatter ? "ipo" : "dpo",
                sequences,
                learner.lora(),
                weights,
                total,
                lengthsMatter ? List.of(reference, targets(sequences)) : List.of(reference));
    List<Double> margins = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double gainOfChosen = pass.logProbs().get(i) - reference[i];
      double gainOfRejected = pass.logProbs().get(n + i) - reference[n + i];
      margins.add(learner.plan().beta() * (gainOfChosen - gainOfRejected));
    }
    return new ScoredPass(pass, margins);
  }

  private static float[] targets(List<TokenSequence> sequences) {
    float[] counts = new float[sequences.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = sequences.get(i).targets();
    }
    return counts;
  }
}
