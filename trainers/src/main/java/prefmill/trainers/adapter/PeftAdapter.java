package prefmill.trainers.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import prefmill.trainers.safetensors.FloatTensor;
import prefmill.trainers.safetensors.SafetensorsWriter;
import prefmill.trainers.training.TrainingException;

/**
 * A low-rank adapter in the layout of PEFT, which PEFT, vLLM and others load.
 *
 * @param baseModel the name of the model that it adapts
 * @param lora its size
 * @param tensors its numbers by their PEFT names: A [rank, in] and B [out, rank] of each
 *     projection, with DoRA also the magnitudes [out]
 */
public record PeftAdapter(
    String baseModel, LoraScale lora, SortedMap<String, FloatTensor> tensors) {
  public static final String WEIGHTS = "adapter_model.safetensors";
  public static final String CONFIG = "adapter_config.json";

  private static final List<String> REFUSED_TRUTHS = List.of("fan_in_fan_out", "lora_bias");
  private static final List<String> REFUSED_COLLECTIONS =
      List.of("rank_pattern", "alpha_pattern", "modules_to_save", "trainable_token_indices");
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  public PeftAdapter {
    tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
  }

  /**
   * Reads an adapter's folder.
   *
   * @throws TrainingException if there is none, or one that is more than low-rank factors of one
   *     size, or one with numbers that are not finite
   */
  public static PeftAdapter read(Path folder) throws IOException {
    AdapterFiles files = AdapterFiles.of(folder, WEIGHTS);
    JsonNode config = files.config();
    refuse(folder.resolve(CONFIG), config);
    int rank = config.path("r").asInt();
    double alpha = config.path("lora_alpha").asDouble();
    boolean byRoot = config.path("use_rslora").asBoolean(false);
    SortedMap<String, FloatTensor> tensors = files.tensors();
    boolean dora = config.path("use_dora").asBoolean(false);
    LoraScale lora = new LoraScale(rank, alpha / (byRoot ? Math.sqrt(rank) : rank), dora);
    LoraNames.check(folder.resolve(WEIGHTS), lora, tensors);
    requireAllLoaded(folder.resolve(CONFIG), config, tensors);
    return new PeftAdapter(config.path("base_model_name_or_path").asText(""), lora, tensors);
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
    config.put("lora_alpha", plain(lora.alpha()));
    config.put("lora_dropout", 0.0);
    config.put("peft_type", "LORA");
    config.put("r", lora.rank());
    config.put("target_modules", modules());
    config.put("task_type", "CAUSAL_LM");
    config.put("use_dora", lora.dora());
    config.put("use_rslora", false);
    List<Integer> layers = LoraNames.layers(tensors);
    if (layers.get(layers.size() - 1) != layers.size() - 1) {
      config.put("layers_to_transform", layers);
    }
    Files.writeString(folder.resolve(CONFIG), JSON.writeValueAsString(config) + "\n");
  }

  /** What identifies the adapter whatever its layout, see {@link ContentHash}. */
  public String contentHash() {
    return ContentHash.of(this);
  }

  private static void refuse(Path file, JsonNode config) {
    String type = config.path("peft_type").asText("LORA");
    if (!type.equals("LORA")) {
      throw unknown(file, "peft_type " + type);
    }
    for (String truth : REFUSED_TRUTHS) {
      if (config.path(truth).asBoolean(false)) {
        throw unknown(file, truth);
      }
    }
    for (String collection : REFUSED_COLLECTIONS) {
      if (!config.path(collection).isEmpty()) {
        throw unknown(file, collection);
      }
    }
    if (!config.path("bias").asText("none").equals("none")) {
      throw unknown(file, "bias " + config.get("bias").asText());
    }
    if (config.path("r").asInt() < 1 || !(config.path("lora_alpha").asDouble() > 0)) {
      throw new TrainingException(file + " lacks r or lora_alpha above 0.");
    }
  }

  /** PEFT leaves out, without a word, factors of projections and layers that are not named. */
  private static void requireAllLoaded(
      Path file, JsonNode config, SortedMap<String, FloatTensor> tensors) {
    JsonNode targets = config.path("target_modules");
    for (String name : LoraNames.withinLayer(tensors)) {
      boolean named = !targets.isArray();
      for (JsonNode target : targets) {
        named |= name.equals(target.asText()) || name.endsWith("." + target.asText());
      }
      if (!named) {
        throw new TrainingException(
            "%s does not name %s in target_modules, whose factors the adapter holds: the adapter is damaged."
                .formatted(file, name));
      }
    }
    JsonNode layers = config.path("layers_to_transform");
    Set<Integer> listed = new HashSet<>();
    layers.forEach(layer -> listed.add(layer.asInt()));
    if (layers.isArray() && !listed.containsAll(LoraNames.layers(tensors))) {
      throw new TrainingException(
          "%s leaves out layers in layers_to_transform whose factors the adapter holds: the adapter is damaged."
              .formatted(file));
    }
  }

  private static TrainingException unknown(Path file, String what) {
    return new TrainingException(
        "%s has %s, which is not supported; an adapter must be LoRA or DoRA on projections."
            .formatted(file, what));
  }

  /** Whole numbers without a point, as PEFT writes them. */
  private static Object plain(double number) {
    return number == Math.rint(number) ? (Object) Math.round(number) : (Object) number;
  }

  /** The last part of each adapted projection's name, in alphabetical order. */
  private List<String> modules() {
    return LoraNames.withinLayer(tensors).stream()
        .map(name -> name.substring(name.lastIndexOf('.') + 1))
        .distinct()
        .sorted()
        .toList();
  }
}
