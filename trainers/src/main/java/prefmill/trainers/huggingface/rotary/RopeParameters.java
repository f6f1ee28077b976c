package prefmill.trainers.huggingface.rotary;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import prefmill.trainers.training.TrainingException;

/**
 * What config.json says of positions, in the spelling of transformers 4 (rope_theta, rope_scaling)
 * or 5 (rope_parameters).
 */
public final class RopeParameters {
  private static final List<String> TYPES =
      List.of("default", "linear", "dynamic", "yarn", "llama3");

  private final Path file;
  private final JsonNode config;
  private final JsonNode rope;
  private final String type;

  private RopeParameters(Path file, JsonNode config) {
    JsonNode parameters = config.path("rope_parameters");
    this.file = file;
    this.config = config;
    this.rope = parameters.isObject() ? parameters : config.path("rope_scaling");
    this.type = rope.path("rope_type").asText(rope.path("type").asText("default"));
  }

  /**
   * Those of a configuration.
   *
   * @param file where it was read from
   * @throws TrainingException if positions are of a kind that is not computed here
   */
  public static RopeParameters of(Path file, JsonNode config) {
    RopeParameters parameters = new RopeParameters(file, config);
    String share =
        parameters
            .rope
            .path("partial_rotary_factor")
            .asText(config.path("partial_rotary_factor").asText("1.0"));
    if (!TYPES.contains(parameters.type)) {
      throw parameters.unknown("rope type", parameters.type, String.join(", ", TYPES));
    }
    if (!List.of("1.0", "1").contains(share)) {
      throw parameters.unknown("partial_rotary_factor", share, "1.0");
    }
    return parameters;
  }

  /** The angles. */
  public RotaryFrequencies frequencies() {
    double theta = rope.path("rope_theta").asDouble(config.path("rope_theta").asDouble(10_000));
    return new RotaryFrequencies(
        theta,
        switch (type) {
          case "linear" -> new RopeScaling.Linear(factor());
          case "llama3" ->
              new RopeScaling.Llama3(
                  factor(),
                  rope.path("low_freq_factor").asDouble(1),
                  rope.path("high_freq_factor").asDouble(4),
                  originalLength());
          case "yarn" -> yarn();
          default -> new RopeScaling.None();
        });
  }

  /**
   * How many tokens may be read at once. Beyond the length that the model was made for, {@code
   * dynamic} angles follow the longest row of a batch, so that a row's numbers depend on its
   * company.
   */
  public int longest() {
    return type.equals("dynamic") ? modelLength() : Integer.MAX_VALUE;
  }

  private RopeScaling yarn() {
    double factor =
        rope.path("factor").isNumber() ? factor() : (double) modelLength() / originalLength();
    double mscale = rope.path("mscale").asDouble(0);
    double allDim = rope.path("mscale_all_dim").asDouble(0);
    double attention =
        rope.path("attention_factor").isNumber()
            ? rope.path("attention_factor").asDouble()
            : mscale != 0 && allDim != 0
                ? mscale(factor, mscale) / mscale(factor, allDim)
                : mscale(factor, 1);
    return new RopeScaling.Yarn(
        factor,
        unlessZero(rope.path("beta_fast").asDouble(0), 32),
        unlessZero(rope.path("beta_slow").asDouble(0), 1),
        originalLength(),
        rope.path("truncate").asBoolean(true),
        attention);
  }

  private static double mscale(double factor, double scale) {
    return factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
  }

  private static double unlessZero(double value, double other) {
    return value == 0 ? other : value;
  }

  private double factor() {
    double factor = rope.path("factor").asDouble(0);
    if (!(factor > 0)) {
      throw new TrainingException(
          "%s has rope type '%s' without a factor above 0: copy it from the model's source."
              .formatted(file, type));
    }
    return factor;
  }

  private int originalLength() {
    String name = "original_max_position_embeddings";
    return config.path(name).asInt(rope.path(name).asInt(modelLength()));
  }

  private int modelLength() {
    int known =
        switch (config.path("model_type").asText()) {
          case "qwen2" -> 32_768;
          case "mistral" -> 131_072;
          default -> 2_048;
        };
    return config.path("max_position_embeddings").asInt(known);
  }

  private TrainingException unknown(String key, String value, String known) {
    return new TrainingException(
        "%s has %s '%s', and adapters can be trained and evaluated with %s only: choose another base model."
            .formatted(file, key, value, known));
  }
}
