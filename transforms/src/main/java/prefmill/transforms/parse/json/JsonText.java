package prefmill.transforms.parse.json;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import prefmill.transforms.parse.fault.MalformedException;

/** JSON that a column or a field keeps as text. */
public final class JsonText {
  private JsonText() {}

  /**
   * The value of a text that is JSON; empty if it is none. The value is in the array's first place
   * and may be null.
   */
  public static Optional<Object[]> read(String text) {
    try {
      // wrapped, because the text may hold any JSON value
      Map<String, Object> wrapped =
          JsonRecord.read(("{\"v\":" + text + "}").getBytes(StandardCharsets.UTF_8));
      return wrapped.size() == 1 ? Optional.of(wrapped.values().toArray()) : Optional.empty();
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }
}
