package prefmill.trainers.djl.objective;

import java.util.List;
import java.util.Optional;
import prefmill.trainers.djl.model.CausalModel;
import prefmill.trainers.djl.model.LoraParameters;
import prefmill.trainers.huggingface.ChatTokenizer;
import prefmill.trainers.huggingface.TokenSequence;
import prefmill.trainers.training.TrainingPlan;

/**
 * What every objective works with.
 *
 * @param model the base model
 * @param lora the parameters that learn
 * @param tokenizer of the model
 * @param plan how to learn
 */
public record Learner(
    CausalModel model, LoraParameters lora, ChatTokenizer tokenizer, TrainingPlan plan) {
  boolean fits(TokenSequence sequence) {
    return sequence.length() <= plan.maxLength() && sequence.targets() > 0;
  }

  float[] reference(List<TokenSequence> sequences) throws InterruptedException {
    return model.logProbs(sequences, Optional.empty());
  }

  float[] policy(List<TokenSequence> sequences) throws InterruptedException {
    return model.logProbs(sequences, Optional.of(lora));
  }
}
