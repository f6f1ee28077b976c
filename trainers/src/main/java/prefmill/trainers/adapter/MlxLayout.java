package prefmill.trainers.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import prefmill.trainers.safetensors.FloatTensor;
import prefmill.trainers.safetensors.SafetensorsWriter;
import prefmill.trainers.training.TrainingException;

/**
 * Reads and writes adapters in the layout of mlx-lm: both factors transposed, {@code lora_a} [in,
 * rank] and {@code lora_b} [rank, out], with DoRA the magnitudes {@code m} [out], and the scale
 * itself in place of PEFT's alpha.
 *
 * <p>There and back, every number is the same.
 */
public final class MlxLayout {
  public static final String WEIGHTS = "adapters.safetensors";

  /** Counts layers from the last one; mlx-lm takes this for all of them. */
  private static final int ALL_LAYERS = -1;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private MlxLayout() {}

  /**
   * Reads an mlx-lm adapter's folder.
   *
   * @param baseModel the name by which the adapter is to remember its base model
   * @throws TrainingException if there is none, or it is no LoRA or DoRA of projections
   */
  public static PeftAdapter read(Path folder, String baseModel) throws IOException {
    AdapterFiles files = AdapterFiles.of(folder, WEIGHTS);
    Path file = folder.resolve(PeftAdapter.CONFIG);
    String type = files.config().path("fine_tune_type").asText("lora");
    if (!type.equals("lora") && !type.equals("dora")) {
      throw new TrainingException(
          "%s has fine_tune_type %s, which is no low-rank adapter: train with lora or dora."
              .formatted(file, type));
    }
    JsonNode parameters = files.config().path("lora_parameters");
    int rank = parameters.path("rank").asInt();
    double scale = parameters.path("scale").asDouble();
    if (rank < 1 || !(scale > 0)) {
      throw new TrainingException(file + " lacks lora_parameters with rank and scale above 0.");
    }
    SortedMap<String, FloatTensor> tensors = new TreeMap<>();
    files
        .tensors()
        .forEach((name, tensor) -> tensors.put(peftName(folder, name), transposed(tensor)));
    LoraScale lora = new LoraScale(rank, scale, type.equals("dora"));
    LoraNames.check(folder.resolve(WEIGHTS), lora, tensors);
    return new PeftAdapter(baseModel, lora, tensors);
  }

  /** Writes both files; the same adapter makes the same bytes. */
  public static void write(PeftAdapter adapter, Path folder) throws IOException {
    Files.createDirectories(folder);
    SortedMap<String, FloatTensor> tensors = new TreeMap<>();
    for (String projection : LoraNames.projections(adapter.tensors())) {
      tensors.put(
          projection + ".lora_a", transposed(adapter.tensors().get(LoraNames.down(projection))));
      tensors.put(
          projection + ".lora_b", transposed(adapter.tensors().get(LoraNames.up(projection))));
      if (adapter.lora().dora()) {
        tensors.put(projection + ".m", adapter.tensors().get(LoraNames.magnitude(projection)));
      }
    }
    SafetensorsWriter.write(folder.resolve(WEIGHTS), tensors);
    Map<String, Object> lora = new TreeMap<>();
    lora.put("rank", adapter.lora().rank());
    lora.put("scale", adapter.lora().scale());
    lora.put("dropout", 0.0);
    lora.put("keys", LoraNames.withinLayer(adapter.tensors()));
    Map<String, Object> config = new TreeMap<>();
    config.put("fine_tune_type", adapter.lora().dora() ? "dora" : "lora");
    config.put("lora_parameters", lora);
    config.put("model", adapter.baseModel());
    config.put("num_layers", ALL_LAYERS);
    Files.writeString(folder.resolve(PeftAdapter.CONFIG), JSON.writeValueAsString(config) + "\n");
  }

  private static String peftName(Path folder, String name) {
    String projection = name.substring(0, Math.max(0, name.lastIndexOf('.')));
    return switch (name.substring(projection.length())) {
      case ".lora_a" -> LoraNames.down(projection);
      case ".lora_b" -> LoraNames.up(projection);
      case ".m" -> LoraNames.magnitude(projection);
      default ->
          throw new TrainingException(
              "%s holds %s, which is no part of a low-rank adapter."
                  .formatted(folder.resolve(WEIGHTS), name));
    };
  }

  private static FloatTensor transposed(FloatTensor tensor) {
    if (tensor.shape().size() != 2) {
      return tensor; // magnitudes; anything else is refused with its name by the check of all
    }
    int rows = Math.toIntExact(tensor.shape().get(0));
    int columns = Math.toIntExact(tensor.shape().get(1));
    float[] from = tensor.toArray();
    float[] to = new float[from.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        to[column * rows + row] = from[row * columns + column];
      }
    }
    return new FloatTensor(List.of((long) columns, (long) rows), FloatBuffer.wrap(to));
  }
}
