package prefmill.runners.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/**
 * A command's voice: its result on stdout, for people or as one JSON object; progress on stderr.
 */
public final class Output {
  private static final ObjectMapper JSON =
      new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;

  Output(PrintWriter out, PrintWriter err, boolean json) {
    this.out = out;
    this.err = err;
    this.json = json;
  }

  /** Writes the result: the text for people, or the value as one JSON object with --json. */
  public void result(Object value, String text) {
    out.println(json ? jsonText(value) : text.stripTrailing());
  }

  /**
   * A progress display that ends when it is closed; the launcher says whether stderr is a terminal
   * and how wide it is.
   */
  public Progress progress() {
    return Boolean.getBoolean("prefmill.terminal")
        ? Progress.onTerminal(err, Integer.getInteger("prefmill.columns", 0))
        : Progress.of(err, false);
  }

  /** Writes the result: the text for people, or the JSON text as it is with --json. */
  public void raw(String jsonText, String text) {
    out.println(json ? jsonText.strip() : text.stripTrailing());
  }

  /** Writes the value as one JSON object, with --json only. */
  public void json(Object value) {
    if (json) {
      out.println(jsonText(value));
    }
  }

  /** Writes a line for people to stderr. */
  public void note(String line) {
    err.println(line);
  }

  static String jsonText(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
