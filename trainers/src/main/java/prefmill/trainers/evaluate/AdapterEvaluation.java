package prefmill.trainers.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.djl.engine.EngineSession;
import prefmill.trainers.djl.model.CausalModel;
import prefmill.trainers.djl.model.LoraParameters;
import prefmill.trainers.djl.model.ModelScale;
import prefmill.trainers.examples.DemonstrationExample;
import prefmill.trainers.examples.PreferenceExample;
import prefmill.trainers.huggingface.ChatTokenizer;
import prefmill.trainers.huggingface.TokenSequence;

/**
 * Measures an adapter against its base model on rows that neither was trained on, both in the same
 * session.
 */
public final class AdapterEvaluation implements AutoCloseable {
  private final EngineSession session;
  private final ChatTokenizer tokenizer;
  private final CausalModel model;
  private final LoraParameters lora;
  private final int maxLength;

  private AdapterEvaluation(Path baseModel, PeftAdapter adapter, int maxLength) throws IOException {
    this.maxLength = maxLength;
    this.session = EngineSession.open();
    try {
      this.tokenizer = ChatTokenizer.open(baseModel);
      this.model =
          CausalModel.load(session.manager(), baseModel, ModelScale.of(adapter.lora(), maxLength));
      this.lora =
          LoraParameters.of(
              session.manager(), model.config(), adapter.lora().rank(), adapter.tensors());
    } catch (IOException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /**
   * Loads both; the thread that opens also measures and closes.
   *
   * @param maxLength tokens of prompt and answer; longer rows are left out and counted
   */
  public static AdapterEvaluation open(Path baseModel, Path adapter, int maxLength)
      throws IOException {
    return new AdapterEvaluation(baseModel, PeftAdapter.read(adapter), maxLength);
  }

  /**
   * How often the adapter prefers what people preferred.
   *
   * @param beta scales the implicit rewards; it moves margins, never accuracy
   */
  public PreferenceMetrics preferences(List<PreferenceExample> pairs, double beta) {
    List<PreferenceExample> read = new ArrayList<>();
    List<TokenSequence> chosen = new ArrayList<>();
    List<TokenSequence> rejected = new ArrayList<>();
    for (PreferenceExample pair : pairs) {
      List<TokenSequence> both =
          tokenizer.answers(pair.prompt(), List.of(pair.chosen(), pair.rejected()));
      if (both.stream().allMatch(this::fits)) {
        read.add(pair);
        chosen.add(both.get(0));
        rejected.add(both.get(1));
      }
    }
    float[] policyChosen = model.logProbs(chosen, Optional.of(lora));
    float[] policyRejected = model.logProbs(rejected, Optional.of(lora));
    float[] baseChosen = model.logProbs(chosen, Optional.empty());
    float[] baseRejected = model.logProbs(rejected, Optional.empty());
    List<PairScore> scores = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      double gainOfChosen = (double) policyChosen[i] - baseChosen[i];
      double gainOfRejected = (double) policyRejected[i] - baseRejected[i];
      scores.add(
          new PairScore(
              read.get(i).rowId(),
              beta * (gainOfChosen - gainOfRejected),
              baseChosen[i] - baseRejected[i],
              baseChosen[i] / chosen.get(i).targets()
                  - baseRejected[i] / rejected.get(i).targets()));
    }
    return PreferenceMetrics.of(scores, pairs.size() - read.size());
  }

  /** How well the adapter foretells what people demonstrated. */
  public DemonstrationMetrics demonstrations(List<DemonstrationExample> chats) {
    List<TokenSequence> sequences =
        chats.stream().map(c -> tokenizer.chat(c.messages())).filter(this::fits).toList();
    return DemonstrationMetrics.of(
        chats.size() - sequences.size(),
        sequences.stream().map(TokenSequence::targets).toList(),
        model.logProbs(sequences, Optional.of(lora)),
        model.logProbs(sequences, Optional.empty()));
  }

  @Override
  public void close() {
    model.close();
    tokenizer.close();
    session.close();
  }

  private boolean fits(TokenSequence sequence) {
    return sequence.length() <= maxLength && sequence.targets() > 0;
  }
}
