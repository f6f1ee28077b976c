package prefmill.transforms.mask.rules.secret.token;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Tokens that their issuers mark in the middle, as token-marks.txt lists them.
 *
 * <p>The value is the token as it stands.
 */
final class TokenMarkRule implements PiiRule {
  private final List<TokenMark> marks;
  private final Trigger trigger;

  private TokenMarkRule(List<TokenMark> marks) {
    this.marks = marks;
    this.trigger = marks.stream().map(TokenMark::trigger).reduce(Trigger::or).orElseThrow();
  }

  /** One for the marks of one character, which many may follow, and one for the others. */
  static List<PiiRule> all() {
    Map<Boolean, List<TokenMark>> byLength =
        TokenList.read("token-marks.txt").stream()
            .map(TokenMark::parse)
            .collect(Collectors.partitioningBy(mark -> mark.mark().length() > 1));
    return List.of(new TokenMarkRule(byLength.get(false)), new TokenMarkRule(byLength.get(true)));
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
    if (!Ascii.isWord(text.at(at - 1))) {
      return;
    }
    for (TokenMark mark : marks) {
      int start = mark.start(text, at);
      int end = start < 0 ? -1 : mark.end(text, at);
      if (end > 0) {
        found.add(start, end, text.slice(start, end));
        return;
      }
    }
  }
}
