package prefmill.transforms.mask.rules.secret.token;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lists of tokens beside these classes. */
final class TokenList {
  private TokenList() {}

  /** The lines of a list, without its comments. */
  static List<String> read(String name) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                TokenList.class.getResourceAsStream(name), StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the list " + name + " cannot be read", e);
    }
  }
}
