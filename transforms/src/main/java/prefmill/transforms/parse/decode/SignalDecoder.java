package prefmill.transforms.parse.decode;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import prefmill.transforms.event.Candidate;
import prefmill.transforms.event.Facet;
import prefmill.transforms.event.Polarity;
import prefmill.transforms.event.Signal;
import prefmill.transforms.parse.fault.ErrorClass;
import prefmill.transforms.parse.fault.MalformedException;

/** Reads the signals of a native event: {@code signal} for one, {@code signals} for several. */
final class SignalDecoder {
  private SignalDecoder() {}

  /** One signal or more, at most one of a facet; a retraction stands alone. */
  static List<Signal> decode(Fields event) throws MalformedException {
    List<Signal> signals = new ArrayList<>();
    if (event.has("signal") && event.has("signals")) {
      throw MalformedException.value(event.path("signals"), "absent where signal is given");
    }
    if (!event.has("signals")) {
      signals.add(signal(event.requiredObject("signal")));
      return signals;
    }
    Set<Facet> facets = EnumSet.noneOf(Facet.class);
    for (Object each : event.list("signals")) {
      Signal signal = signal(Fields.object("signals[" + signals.size() + "]", each));
      signals.add(signal);
      if (signal instanceof Signal.Retraction || !facets.add(signal.facet())) {
        throw MalformedException.value(
            "signals", "at most one of a facet, and a retraction must stand alone in signal");
      }
    }
    if (signals.isEmpty()) {
      throw MalformedException.missing("signals");
    }
    return signals;
  }

  private static Signal signal(Fields fields) throws MalformedException {
    String kind = fields.requiredText("kind");
    return switch (kind) {
      case "thumb" ->
          new Signal.Thumb(constant(fields, "value", Polarity.class, fields.requiredText("value")));
      case "rating" -> rating(fields);
      case "correction" -> new Signal.Correction(fields.requiredText("text"));
      case "choice" -> choice(fields);
      case "review" -> review(fields);
      case "retraction" ->
          new Signal.Retraction(
              fields.has("facet")
                  ? constant(fields, "facet", Facet.class, fields.text("facet"))
                  : null);
      default ->
          throw MalformedException.of(
              ErrorClass.UNKNOWN_KIND,
              fields.path("kind")
                  + " must be one of thumb, rating, correction, choice, review, retraction");
    };
  }

  private static Signal rating(Fields fields) throws MalformedException {
    double value = fields.requiredNumber("value");
    double min = fields.requiredNumber("min");
    double max = fields.requiredNumber("max");
    if (min >= max) {
      throw MalformedException.value(fields.path("max"), "above min");
    }
    if (value < min || value > max) {
      throw MalformedException.value(fields.path("value"), "from min to max");
    }
    return new Signal.Rating(value, min, max);
  }

  private static Signal choice(Fields fields) throws MalformedException {
    List<Candidate> candidates = new ArrayList<>();
    for (Object each : fields.list("candidates")) {
      Fields one = Fields.object(fields.path("candidates[" + candidates.size() + "]"), each);
      candidates.add(new Candidate(one.text("model"), one.requiredText("response")));
    }
    if (candidates.size() < 2) {
      throw MalformedException.value(fields.path("candidates"), "an array of two or more answers");
    }
    Double strength = fields.number("strength");
    if (strength != null && (strength < 0 || strength > 1)) {
      throw MalformedException.value(fields.path("strength"), "from 0 to 1");
    }
    return new Signal.Choice(candidates, winner(fields, candidates.size()), strength);
  }

  private static int winner(Fields fields, int candidates) throws MalformedException {
    Object winner = fields.values().get("winner");
    if (winner == null) {
      throw MalformedException.missing(fields.path("winner"));
    }
    if (winner.equals("tie")) {
      return Signal.Choice.TIE;
    }
    if (winner.equals("both_bad")) {
      return Signal.Choice.BOTH_BAD;
    }
    if (winner instanceof Integer index && index >= 0 && index < candidates) {
      return index;
    }
    throw MalformedException.value(
        fields.path("winner"), "the place of a candidate from 0, or tie, or both_bad");
  }

  private static Signal review(Fields fields) throws MalformedException {
    Signal.Review.Decision decision =
        constant(fields, "decision", Signal.Review.Decision.class, fields.requiredText("decision"));
    boolean edits = decision == Signal.Review.Decision.EDIT;
    return new Signal.Review(decision, edits ? fields.requiredText("text") : null);
  }

  private static <T extends Enum<T>> T constant(
      Fields fields, String name, Class<T> type, String text) throws MalformedException {
    List<String> names = new ArrayList<>();
    for (T constant : type.getEnumConstants()) {
      String label = constant.name().toLowerCase(Locale.ROOT);
      if (label.equals(text)) {
        return constant;
      }
      names.add(label);
    }
    throw MalformedException.value(fields.path(name), "one of " + String.join(", ", names));
  }
}
