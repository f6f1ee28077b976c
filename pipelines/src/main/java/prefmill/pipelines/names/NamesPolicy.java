package prefmill.pipelines.names;

import java.util.List;
import java.util.Optional;
import prefmill.transforms.mask.names.NameRecogniser;

/**
 * What finds names of persons and places; exactly one of presidio and modelFolder is given.
 *
 * @param presidio address of a Presidio analyzer, or null
 * @param modelFolder absolute path of a token-classification model's folder, or null
 * @param language the language that Presidio takes texts for
 * @param minScore names of a lower score stay
 */
public record NamesPolicy(String presidio, String modelFolder, String language, double minScore) {
  /** What makes the recogniser on a worker. */
  public NameRecogniser.Source source() {
    return presidio == null
        ? new ModelNames(modelFolder, minScore)
        : new PresidioNames(presidio, language, minScore);
  }

  /** What decides which names are found: not where the service or the folder is. */
  public List<Object> deciding() {
    return presidio == null ? List.of("model", minScore) : List.of("presidio", language, minScore);
  }

  /** What is wrong with the model's folder. */
  public Optional<String> fault() {
    return presidio == null ? ModelNames.missing(modelFolder) : Optional.empty();
  }
}
