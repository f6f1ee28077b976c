package prefmill.trainers.preflight.estimate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import prefmill.trainers.huggingface.ModelJson;
import prefmill.trainers.huggingface.ModelWeights;

/**
 * How large a base model is, by the headers of its weight files; no number of them is read.
 *
 * @param parameters numbers of all tensors
 * @param fileBytes of the weight files
 * @param adaptedWidths widths in and out of every projection that an adapter changes, summed
 * @param inputWidths widths of what goes into every matrix but embedding and head, summed
 * @param outputWidths widths of what comes out of them, summed
 * @param vocabulary rows of the embedding
 * @param headLayers attention heads times layers
 * @param tokenizerBytes of tokenizer.json
 */
public record ModelSize(
    long parameters,
    long fileBytes,
    long adaptedWidths,
    long inputWidths,
    long outputWidths,
    long vocabulary,
    long headLayers,
    long tokenizerBytes) {
  private static final String ADAPTED = ".*\\.(q|k|v|o|gate|up|down)_proj\\.weight";

  /**
   * Reads the headers.
   *
   * @throws prefmill.trainers.training.TrainingException if there are no safetensors
   */
  public static ModelSize of(Path folder) throws IOException {
    long parameters = 0;
    long adapted = 0;
    long inputs = 0;
    long outputs = 0;
    long vocabulary = 0;
    try (ModelWeights weights = ModelWeights.open(folder)) {
      for (String name : weights.names()) {
        List<Long> shape = weights.info(name).shape();
        parameters += weights.info(name).elements();
        boolean outer = name.endsWith("embed_tokens.weight") || name.endsWith("lm_head.weight");
        if (outer) {
          vocabulary = Math.max(vocabulary, shape.get(0));
        } else if (shape.size() == 2) {
          outputs += shape.get(0);
          inputs += shape.get(1);
          adapted += name.matches(ADAPTED) ? shape.get(0) + shape.get(1) : 0;
        }
      }
    }
    JsonNode config = ModelJson.read(folder.resolve("config.json"));
    long heads = config.path("num_attention_heads").asLong();
    return new ModelSize(
        parameters,
        bytes(ModelWeights.files(folder)),
        adapted,
        inputs,
        outputs,
        vocabulary,
        heads * config.path("num_hidden_layers").asLong(),
        bytes(List.of(folder.resolve("tokenizer.json"))));
  }

  /** How many numbers an adapter of a rank has. */
  public long adapterParameters(int rank) {
    return rank * adaptedWidths;
  }

  private static long bytes(List<Path> files) throws IOException {
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return bytes;
  }
}
