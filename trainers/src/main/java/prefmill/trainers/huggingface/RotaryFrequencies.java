package prefmill.trainers.huggingface;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The angles of the rotary position embedding (Su et al., 2021), plain or stretched to a longer
 * context as Llama 3.1 does.
 *
 * @param theta the base
 * @param factor what slow frequencies are divided by; 1 for the plain embedding
 * @param lowFactor wavelengths above the original length over this are divided
 * @param highFactor wavelengths below the original length over this are kept
 * @param originalLength the context before it was stretched
 */
public record RotaryFrequencies(
    double theta, double factor, double lowFactor, double highFactor, int originalLength) {
  /** Frequencies that are not stretched. */
  public static RotaryFrequencies plain(double theta) {
    return new RotaryFrequencies(theta, 1, 1, 1, 1);
  }

  /** Reads the keys of rope_parameters, or of rope_scaling with the theta beside it. */
  static RotaryFrequencies read(JsonNode json, double theta, String type) {
    return type.equals("llama3")
        ? new RotaryFrequencies(
            theta,
            json.path("factor").asDouble(1),
            json.path("low_freq_factor").asDouble(1),
            json.path("high_freq_factor").asDouble(4),
            json.path("original_max_position_embeddings").asInt(8192))
        : plain(theta);
  }

  /** The angle between two positions of one pair of components, in single precision. */
  public float frequency(int pair, int width) {
    double frequency = 1 / Math.pow(theta, 2.0 * pair / width);
    if (factor == 1) {
      return (float) frequency;
    }
    double turns = originalLength * frequency / (2 * Math.PI);
    if (turns < lowFactor) {
      return (float) (frequency / factor);
    }
    if (turns > highFactor) {
      return (float) frequency;
    }
    double kept = (turns - lowFactor) / (highFactor - lowFactor);
    return (float) ((1 - kept) * frequency / factor + kept * frequency);
  }
}
