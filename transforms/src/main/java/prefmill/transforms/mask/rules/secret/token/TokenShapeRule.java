package prefmill.transforms.mask.rules.secret.token;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * API keys and tokens that their issuers mark by a prefix, as token-shapes.txt lists them: those
 * that begin with some characters.
 *
 * <p>The value is the token as it stands.
 */
final class TokenShapeRule implements PiiRule {
  private static final List<String> FIRST =
      List.of(
          "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
          "bijkmquxyz",
          "a",
          "c",
          "d",
          "e",
          "f",
          "g",
          "h",
          "l",
          "n",
          "o",
          "p",
          "r",
          "s",
          "t",
          "v",
          "w");

  private static final int ASCII = 0x80;

  private final TokenShape[] shapes;
  private final BitSet starts = new BitSet();
  private final Trigger trigger;

  private TokenShapeRule(List<TokenShape> shapes) {
    this.shapes = shapes.toArray(new TokenShape[0]);
    for (TokenShape shape : shapes) {
      starts.set(start(shape.prefix().charAt(0), shape.prefix().charAt(1)));
    }
    this.trigger =
        shapes.stream()
            .map(shape -> Trigger.spelled(Trigger.Place.WORD, shape.prefix()))
            .reduce(Trigger::or)
            .orElseThrow();
  }

  /** A few, each for the tokens of some first characters, so that each is asked at few words. */
  static List<PiiRule> all() {
    List<TokenShape> shapes = read();
    List<PiiRule> rules = new ArrayList<>();
    for (String first : FIRST) {
      rules.add(
          new TokenShapeRule(
              shapes.stream()
                  .filter(shape -> first.indexOf(shape.prefix().charAt(0)) >= 0)
                  .toList()));
    }
    return rules;
  }

  static List<TokenShape> read() {
    return TokenList.read("token-shapes.txt").stream().map(TokenShape::parse).toList();
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
    if (!starts.get(start(text.at(at), text.at(at + 1)))
        || at < found.reached()
        || Ascii.isWord(text.at(at - 1))) {
      return;
    }
    char second = text.at(at + 1);
    for (TokenShape shape : shapes) {
      int end = shape.prefix().charAt(1) != second ? -1 : shape.end(text, at);
      if (end > 0) {
        found.add(at, end, text.slice(at, end));
        return;
      }
    }
  }

  /** A number for the first two characters; zero, which none begins with, if they are not ASCII. */
  private static int start(char first, char second) {
    return first < ASCII && second < ASCII ? first * ASCII + second : 0;
  }
}
