package prefmill.transforms.mask.rules.secret;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * API keys and tokens that their issuers mark by a prefix, as token-shapes.txt lists them: those of
 * one first character.
 *
 * <p>The value is the token as it stands.
 */
final class TokenShapeRule implements PiiRule {
  private static final String LIST = "token-shapes.txt";

  private final TokenShape[] shapes;
  private final Trigger trigger;

  private TokenShapeRule(String first, List<TokenShape> shapes) {
    this.shapes = shapes.toArray(new TokenShape[0]);
    StringBuilder seconds = new StringBuilder();
    shapes.forEach(shape -> seconds.append(shape.prefix().charAt(1)));
    this.trigger = Trigger.wordsFrom(first).followedBy(seconds.toString());
  }

  /** One for each character that tokens begin with, so that each is asked at few words. */
  static List<PiiRule> all() {
    Map<String, List<TokenShape>> byFirst = new TreeMap<>();
    for (TokenShape shape : read()) {
      byFirst
          .computeIfAbsent(shape.prefix().substring(0, 1), first -> new ArrayList<>())
          .add(shape);
    }
    List<PiiRule> rules = new ArrayList<>();
    byFirst.forEach((first, shapes) -> rules.add(new TokenShapeRule(first, shapes)));
    return rules;
  }

  @Override
  public String name() {
    return "token of a known issuer";
  }

  @Override
  public Trigger trigger() {
    return trigger;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    if (at < found.reached() || Ascii.isWord(text.at(at - 1))) {
      return;
    }
    for (TokenShape shape : shapes) {
      int end = shape.end(text, at);
      if (end > 0) {
        found.add(at, end, text.slice(at, end));
        return;
      }
    }
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
