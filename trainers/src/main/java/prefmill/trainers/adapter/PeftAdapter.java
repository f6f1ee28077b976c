package prefmill.trainers.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import prefmill.trainers.safetensors.FloatTensor;
import prefmill.trainers.safetensors.SafetensorsFile;
import prefmill.trainers.safetensors.SafetensorsWriter;
import prefmill.trainers.training.LoraPlan;
import prefmill.trainers.training.TrainingException;

/**
 * A low-rank adapter in the layout of PEFT, which PEFT, vLLM and others load.
 *
 * @param baseModel the name of the model that it adapts
 * @param lora its size
 * @param tensors its numbers by their PEFT names
 */
public record PeftAdapter(String baseModel, LoraPlan lora, SortedMap<String, FloatTensor> tensors) {
  public static final String WEIGHTS = "adapter_model.safetensors";
  public static final String CONFIG = "adapter_config.json";

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  public PeftAdapter {
    tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
  }

  /**
   * Reads an adapter's folder.
   *
   * @throws TrainingException if it is of a kind that the built-in trainer does not compute with
   */
  public static PeftAdapter read(Path folder) throws IOException {
    Path file = folder.resolve(CONFIG);
    if (!Files.isRegularFile(file) || !Files.isRegularFile(folder.resolve(WEIGHTS))) {
      throw new TrainingException(
          "%s is no adapter: it lacks %s or %s.".formatted(folder, CONFIG, WEIGHTS));
    }
    JsonNode config = JSON.readTree(file.toFile());
    for (String other : List.of("use_rslora", "use_dora", "fan_in_fan_out", "lora_bias")) {
      if (config.path(other).asBoolean(false)) {
        throw new TrainingException(
            file + " has " + other + ", which the built-in trainer does not know.");
      }
    }
    SortedMap<String, FloatTensor> tensors = new TreeMap<>();
    try (SafetensorsFile weights = SafetensorsFile.open(folder.resolve(WEIGHTS))) {
      for (String name : weights.tensors().keySet()) {
        tensors.put(name, weights.floats(name));
      }
    }
    return new PeftAdapter(
        config.path("base_model_name_or_path").asText(""),
        new LoraPlan(config.path("r").asInt(), config.path("lora_alpha").asInt()),
        tensors);
  }

  /** Writes both files; the same adapter makes the same bytes. */
  public void write(Path folder) throws IOException {
    SafetensorsWriter.write(folder.resolve(WEIGHTS), tensors);
    Map<String, Object> config = new TreeMap<>();
    config.put("base_model_name_or_path", baseModel);
    config.put("bias", "none");
    config.put("fan_in_fan_out", false);
    config.put("inference_mode", true);
    config.put("init_lora_weights", true);
    config.put("lora_alpha", lora.alpha());
    config.put("lora_dropout", 0.0);
    config.put("peft_type", "LORA");
    config.put("r", lora.rank());
    config.put("target_modules", modules());
    config.put("task_type", "CAUSAL_LM");
    config.put("use_dora", false);
    config.put("use_rslora", false);
    Files.writeString(folder.resolve(CONFIG), JSON.writeValueAsString(config) + "\n");
  }

  /** The last part of each adapted projection's name, in alphabetical order. */
  private List<String> modules() {
    return tensors.keySet().stream()
        .map(name -> name.substring(0, name.indexOf(".lora_")))
        .map(name -> name.substring(name.lastIndexOf('.') + 1))
        .distinct()
        .sorted()
        .toList();
  }
}
