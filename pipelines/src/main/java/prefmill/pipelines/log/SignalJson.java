package prefmill.pipelines.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import prefmill.transforms.event.Candidate;
import prefmill.transforms.event.Facet;
import prefmill.transforms.event.Polarity;
import prefmill.transforms.event.Signal;

/** Signals as the JSON text of a log column. */
final class SignalJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SignalJson() {}

  static String write(List<Signal> signals) {
    ArrayNode array = JSON.createArrayNode();
    signals.forEach(signal -> array.add(write(signal)));
    return array.toString();
  }

  static List<Signal> read(String json) {
    try {
      List<Signal> signals = new ArrayList<>();
      JSON.readTree(json).forEach(node -> signals.add(read(node)));
      return signals;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a segment's signals column is damaged", e);
    }
  }

  private static ObjectNode write(Signal signal) {
    ObjectNode node = JSON.createObjectNode();
    if (signal instanceof Signal.Thumb thumb) {
      return node.put("kind", "thumb").put("value", thumb.value().name());
    } else if (signal instanceof Signal.Rating rating) {
      return node.put("kind", "rating")
          .put("value", rating.value())
          .put("min", rating.min())
          .put("max", rating.max());
    } else if (signal instanceof Signal.Correction correction) {
      return node.put("kind", "correction").put("text", correction.text());
    } else if (signal instanceof Signal.Choice choice) {
      ArrayNode candidates = node.put("kind", "choice").putArray("candidates");
      for (Candidate candidate : choice.candidates()) {
        candidates
            .addObject()
            .put("model", candidate.model())
            .put("response", candidate.response());
      }
      return node.put("winner", choice.winner()).put("strength", choice.strength());
    } else if (signal instanceof Signal.Review review) {
      return node.put("kind", "review")
          .put("decision", review.decision().name())
          .put("edit", review.edit());
    }
    Facet facet = signal.facet();
    return node.put("kind", "retraction").put("facet", facet == null ? null : facet.name());
  }

  private static Signal read(JsonNode node) {
    String kind = node.path("kind").asText();
    return switch (kind) {
      case "thumb" -> new Signal.Thumb(Polarity.valueOf(node.path("value").asText()));
      case "rating" ->
          new Signal.Rating(
              node.path("value").asDouble(),
              node.path("min").asDouble(),
              node.path("max").asDouble());
      case "correction" -> new Signal.Correction(node.path("text").asText());
      case "choice" -> choice(node);
      case "review" ->
          new Signal.Review(
              Signal.Review.Decision.valueOf(node.path("decision").asText()),
              text(node.path("edit")));
      case "retraction" -> {
        String facet = text(node.path("facet"));
        yield new Signal.Retraction(facet == null ? null : Facet.valueOf(facet));
      }
      default ->
          throw new IllegalStateException(
              "a segment holds a signal of the kind "
                  + kind
                  + ", which this version does not know");
    };
  }

  private static Signal choice(JsonNode node) {
    List<Candidate> candidates = new ArrayList<>();
    node.path("candidates")
        .forEach(
            c -> candidates.add(new Candidate(text(c.path("model")), c.path("response").asText())));
    JsonNode strength = node.path("strength");
    return new Signal.Choice(
        candidates, node.path("winner").asInt(), strength.isNumber() ? strength.asDouble() : null);
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }
}
