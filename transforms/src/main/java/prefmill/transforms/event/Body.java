package prefmill.transforms.event;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The content of an event: everything but who, where and when.
 *
 * @param exchange what the model saw and answered
 * @param model the model that answered; null if unknown
 * @param adapter the adapter that was loaded; null if none
 * @param organization the organisation the feedback belongs to; null if none
 * @param labels what else is known
 * @param consent whether the person agreed to training use; null if the source does not say
 * @param synthetic whether a machine wrote the feedback
 * @param signals what the person said, at most one of a facet
 */
public record Body(
    Exchange exchange,
    String model,
    String adapter,
    String organization,
    Labels labels,
    Boolean consent,
    boolean synthetic,
    List<Signal> signals) {
  public Body {
    signals = List.copyOf(signals);
  }

  /** The same content with every text that a person or a model wrote rewritten. */
  public Body mapText(UnaryOperator<String> text) {
    return new Body(
        exchange.mapText(text),
        apply(text, model),
        apply(text, adapter),
        apply(text, organization),
        labels.mapText(text),
        consent,
        synthetic,
        each(signals, signal -> signal.mapText(text)));
  }

  /** A list with each element rewritten; most lists are empty, and events come by the million. */
  static <T> List<T> each(List<T> list, UnaryOperator<T> rewrite) {
    if (list.isEmpty()) {
      return list;
    }
    List<T> rewritten = new ArrayList<>(list.size());
    for (T element : list) {
      rewritten.add(rewrite.apply(element));
    }
    return rewritten;
  }

  static String apply(UnaryOperator<String> text, String nullable) {
    return nullable == null ? null : text.apply(nullable);
  }
}
