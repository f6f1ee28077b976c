package prefmill.trainers.preflight.findings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import prefmill.trainers.djl.model.WeightNames;
import prefmill.trainers.huggingface.ChatTokenizer;
import prefmill.trainers.huggingface.ModelConfig;
import prefmill.trainers.huggingface.ModelJson;
import prefmill.trainers.huggingface.ModelWeights;
import prefmill.trainers.huggingface.rotary.RopeScaling;
import prefmill.trainers.preflight.Finding;
import prefmill.trainers.preflight.TrainerTraits;
import prefmill.trainers.training.TrainingException;

/** What the base model's folder tells, before a row is read. */
public final class ModelFindings {
  private ModelFindings() {}

  /** Judges the folder. */
  public static List<Finding> of(TrainerTraits trainer, Path baseModel, int maxLength)
      throws IOException {
    List<Finding> findings = new ArrayList<>();
    fault(() -> requireLoadable(baseModel, maxLength))
        .ifPresent(
            fault ->
                findings.add(
                    Finding.refused(
                        "model",
                        List.of(),
                        trainer == TrainerTraits.DJL
                            ? fault
                            : "The adapter could not be evaluated after the training: " + fault)));
    if (trainer == TrainerTraits.MLX) {
      fault(() -> requireWholeComponents(baseModel))
          .filter(fault -> findings.isEmpty())
          .ifPresent(fault -> findings.add(Finding.refused("model", List.of(), fault)));
    }
    fault(() -> ChatTokenizer.open(baseModel).close())
        .ifPresent(fault -> findings.add(Finding.refused("chat_template", List.of(), fault)));
    if (trainer == TrainerTraits.LLAMAFACTORY) {
      tokenizerClass(baseModel)
          .ifPresent(fault -> findings.add(Finding.refused("tokenizer_config", List.of(), fault)));
    }
    return findings;
  }

  // What the built-in trainer cannot load, nobody evaluates after the training.
  private static void requireLoadable(Path baseModel, int maxLength) throws IOException {
    ModelConfig config = ModelConfig.read(baseModel);
    config.requireSeen(baseModel, maxLength);
    try (ModelWeights weights = ModelWeights.open(baseModel)) {
      WeightNames unused = WeightNames.of(config, weights);
    }
  }

  private static void requireWholeComponents(Path baseModel) throws IOException {
    if (ModelConfig.read(baseModel).rotary().scaling() instanceof RopeScaling.Yarn yarn
        && !yarn.truncate()) {
      throw new TrainingException(
          "%s has yarn with truncate false, which mlx does not know: take training.trainer djl or trl."
              .formatted(baseModel.resolve("config.json")));
    }
  }

  /** The transformers of LLaMA-Factory does not know the class that transformers 5 names. */
  private static Optional<String> tokenizerClass(Path baseModel) throws IOException {
    Path file = baseModel.resolve("tokenizer_config.json");
    if (!Files.isRegularFile(file)) {
      return Optional.of(
          "%s lacks tokenizer_config.json, which llamafactory needs: copy it from the model's source."
              .formatted(baseModel));
    }
    String named = ModelJson.read(file).path("tokenizer_class").asText();
    return named.equals("TokenizersBackend")
        ? Optional.of(
            "%s names the tokenizer class TokenizersBackend, which llamafactory does not know: write PreTrainedTokenizerFast there."
                .formatted(file))
        : Optional.empty();
  }

  private static Optional<String> fault(Check check) throws IOException {
    try {
      check.run();
      return Optional.empty();
    } catch (TrainingException e) {
      return Optional.of(e.getMessage());
    }
  }

  @FunctionalInterface
  private interface Check {
    void run() throws IOException;
  }
}
