package prefmill.transforms.parse.preset;

import com.dashjoin.jsonata.Jsonata;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import prefmill.transforms.parse.fault.MalformedException;
import prefmill.transforms.parse.json.JsonRecord;

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
    try {
      // wrapped, because a column may hold any JSON value
      Map<String, Object> wrapped =
          JsonRecord.read(("{\"v\":" + text + "}").getBytes(StandardCharsets.UTF_8));
      return wrapped.size() == 1 ? wrapped.get("v") : refuse();
    } catch (MalformedException e) {
      return value;
    }
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
