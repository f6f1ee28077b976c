package prefmill.transforms.figures;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import prefmill.transforms.event.Facet;
import prefmill.transforms.event.Polarity;
import prefmill.transforms.event.Signal;
import prefmill.transforms.event.Told;

/** Facts as tests tell them. */
final class Facts {
  static final FigureLabels MATHS = FigureLabels.of("maths", null, "m1", null, "org");
  static final FigureLabels MUSIC = FigureLabels.of("music", "play", "m1", "a@1", null);

  private Facts() {}

  static FeedbackFact thumb(
      String id, String person, String message, String time, Polarity value, FigureLabels labels) {
    return fact(id, person, message, time, new Signal.Thumb(value), labels);
  }

  static FeedbackFact takeBack(String id, String person, String message, String time, Facet facet) {
    return fact(id, person, message, time, new Signal.Retraction(facet), FigureLabels.NONE);
  }

  static FeedbackFact fact(
      String id, String person, String message, String time, Signal signal, FigureLabels labels) {
    return FeedbackFact.of(
        Told.id("event " + id),
        Told.id("content " + id + signal),
        id,
        ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time)),
        Told.id(person),
        Told.id(message),
        List.of(signal),
        labels);
  }
}
