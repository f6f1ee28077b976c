package prefmill.trainers.evaluate.judge;

import java.net.URI;
import java.util.Optional;

/**
 * Where a judge is asked.
 *
 * @param url the endpoint without /chat/completions
 * @param model the model's name there
 * @param key sent as a bearer token; empty for none
 */
public record JudgeEndpoint(URI url, String model, Optional<String> key) {
  /** The address that is asked. */
  URI completions() {
    return URI.create(url.toString().replaceAll("/+$", "") + "/chat/completions");
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return model + " at " + url;
  }
}
