package prefmill.transforms.mask.rules.secret;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * API keys and tokens that their issuers mark by a prefix, as token-shapes.txt lists them.
 *
 * <p>The value is the token as it stands.
 */
final class TokenShapeRule implements PiiRule {
  private static final String LIST = "token-shapes.txt";
  private static final int ASCII = 0x80;

  private final Map<Integer, TokenShape[]> byOpening = new HashMap<>();
  private final boolean[] openings = new boolean[ASCII * ASCII];
  private final Trigger trigger;

  TokenShapeRule() {
    StringBuilder firsts = new StringBuilder();
    Map<Integer, List<TokenShape>> shapes = new HashMap<>();
    for (TokenShape shape : read()) {
      firsts.append(shape.prefix().charAt(0));
      int opening = opening(shape.prefix().charAt(0), shape.prefix().charAt(1));
      shapes.computeIfAbsent(opening, o -> new ArrayList<>()).add(shape);
      openings[opening] = true;
    }
    shapes.forEach((opening, list) -> byOpening.put(opening, list.toArray(new TokenShape[0])));
    trigger = Trigger.wordsFrom(firsts.toString());
  }

  @Override
  public Trigger trigger() {
    return trigger;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    char first = text.at(at);
    char second = text.at(at + 1);
    if (first >= ASCII || second >= ASCII || !openings[opening(first, second)]) {
      return;
    }
    if (at < found.reached() || Ascii.isWord(text.at(at - 1))) {
      return;
    }
    for (TokenShape shape : byOpening.get(opening(first, second))) {
      int end = shape.end(text, at);
      if (end > 0) {
        found.add(at, end, text.slice(at, end));
        return;
      }
    }
  }

  private static int opening(char first, char second) {
    return first * ASCII + second;
  }

  private static List<TokenShape> read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                TokenShapeRule.class.getResourceAsStream(LIST), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(TokenShape::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the list of token shapes cannot be read", e);
    }
  }
}
