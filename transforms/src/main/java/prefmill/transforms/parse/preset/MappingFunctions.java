package prefmill.transforms.parse.preset;

import com.dashjoin.jsonata.Jsonata;
import java.time.Instant;
import java.util.Optional;
import prefmill.transforms.parse.json.JsonText;

/** The functions that a mapping knows beside JSONata's own, and those that it may not use. */
final class MappingFunctions {
  private static final double LEAST_MILLIS = 1e11;

  private MappingFunctions() {}

  static Jsonata.Frame bind(Jsonata.Frame frame) {
    frame.bind("json", (Jsonata.Fn1<Object, Object>) MappingFunctions::json);
    frame.bind("time", (Jsonata.Fn1<Object, Object>) MappingFunctions::time);
    for (String impure : new String[] {"now", "millis"}) {
      frame.bind(impure, (Jsonata.Fn0<Object>) MappingFunctions::refuse);
    }
    frame.bind("random", (Jsonata.Fn0<Object>) MappingFunctions::refuse);
    frame.bind("shuffle", (Jsonata.Fn1<Object, Object>) array -> refuse());
    return frame;
  }

  private static Object json(Object value) {
    if (!(value instanceof String text)) {
      return value;
    }
    Optional<Object[]> read = JsonText.read(text);
    return read.isPresent() ? read.get()[0] : value;
  }

  private static Object time(Object value) {
    if (!(value instanceof Number number)) {
      return value;
    }
    double epoch = number.doubleValue();
    return Instant.ofEpochMilli(Math.round(Math.abs(epoch) < LEAST_MILLIS ? epoch * 1000 : epoch))
        .toString();
  }

  private static Object refuse() {
    throw new IllegalStateException("a mapping must give the same for the same row");
  }
}
