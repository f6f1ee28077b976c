package prefmill.runners.bench.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds figures of bytes an event against those that are kept; the other figures pass. */
final class BytesGate {
  /** The part of itself by which a figure may move; between two runs it moves by 0.3 %. */
  private static final double MOST = 0.10;

  private static final String WRITE =
      "mvn -pl runners -am test -Dtest=BytesPerEventTest -Dsurefire.failIfNoSpecifiedTests=false -Dprefmill.write=true";

  private BytesGate() {}

  /** A sentence for each figure that moved too far. */
  static List<String> moved(Map<String, Double> kept, Map<String, Double> measured) {
    List<String> moved = new ArrayList<>();
    gated(measured)
        .forEach(
            (figure, now) -> {
              double before = kept.get(figure);
              double change = now / before - 1;
              if (Math.abs(change) > MOST) {
                moved.add(
                    "%s an event %s from %,.0f to %,d (%+.0f %%): %s `%s`"
                        .formatted(
                            figure,
                            change > 0 ? "grew" : "shrank",
                            before,
                            now,
                            100 * change,
                            change > 0
                                ? "mend what made it so or, if that is meant, write the figures anew with"
                                : "write the figures anew, so that the gate stays tight, with",
                            WRITE));
              }
            });
    return moved;
  }

  /** Those of all figures that are held, rounded, in the order of their names. */
  static Map<String, Long> gated(Map<String, Double> figures) {
    Map<String, Long> gated = new TreeMap<>();
    figures.forEach(
        (figure, value) -> {
          if (figure.endsWith("_bytes")) {
            gated.put(figure, Math.round(value));
          }
        });
    return gated;
  }
}
