package prefmill.trainers.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import prefmill.trainers.djl.generate.Generator;
import prefmill.trainers.djl.measure.ComparedSequence;
import prefmill.trainers.djl.model.CausalModel;
import prefmill.trainers.djl.model.LoraParameters;
import prefmill.trainers.huggingface.ChatTokenizer;
import prefmill.trainers.huggingface.TokenSequence;

/**
 * An adapter on its base model, in memory.
 *
 * @param model the base model
 * @param lora the adapter
 * @param tokenizer of the model
 * @param stops the tokens that end an answer
 * @param maxLength tokens of prompt and answer at most
 */
public record Subject(
    CausalModel model,
    LoraParameters lora,
    ChatTokenizer tokenizer,
    Set<Long> stops,
    int maxLength) {
  public Subject {
    stops = Set.copyOf(stops);
  }

  /** What the adapter and the base model make of the targets of each sequence. */
  public List<ComparedSequence> compare(List<TokenSequence> sequences) {
    return model.compare(sequences, lora);
  }

  /** Continues prompts with the adapter. */
  public Generator generator() {
    return Generator.of(model, Optional.of(lora), stops, maxLength);
  }

  /** Continues prompts with the base model alone. */
  public Generator baseGenerator() {
    return Generator.of(model, Optional.empty(), stops, maxLength);
  }
}
