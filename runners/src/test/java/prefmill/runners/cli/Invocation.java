package prefmill.runners.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import prefmill.runners.Prefmill;

/** One run of the command line inside the test's process. */
public record Invocation(int exitCode, String out, String err) {
  /** Runs the command to its end. */
  public static Invocation of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Prefmill.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new Invocation(code, out.toString(), err.toString());
  }

  /** What stdout holds, which must be one JSON object. */
  public JsonNode json() {
    try {
      return new ObjectMapper().readTree(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError("stdout is no JSON object: " + out, e);
    }
  }
}
