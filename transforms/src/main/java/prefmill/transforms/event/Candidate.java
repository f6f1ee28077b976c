package prefmill.transforms.event;

import java.util.function.UnaryOperator;

/**
 * One of the answers that a person chose between.
 *
 * @param model the model that gave it; null if unknown
 * @param response its text
 */
public record Candidate(String model, String response) {
  Candidate mapText(UnaryOperator<String> text) {
    return new Candidate(Body.apply(text, model), text.apply(response));
  }
}
