package prefmill.transforms.mask.rules.secret.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.RuleScanner;
import prefmill.transforms.mask.rules.RuleScanner.Ranked;
import prefmill.transforms.mask.text.Finding;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;
import prefmill.transforms.mask.text.Overlaps;

/** A token of every shape and mark that the lists name is found, and its look-alikes are not. */
class TokenListTest {
  private static final int LONG = 20;

  private final Random random = new Random(7);

  @Test
  void everyShapeIsFoundWhole() {
    for (TokenShape shape : shapes()) {
      int most = (int) Math.min(shape.most(), shape.least() + (long) LONG);
      for (int length : new int[] {shape.least(), most}) {
        String token = shape.prefix() + run(shape.characters(), length, shape.mixed());
        assertThat(token, found("key (" + token + ") here"), is(List.of(token)));
        assertThat(token, found("It is " + token + ". Thus"), is(List.of(token)));
      }
    }
  }

  @Test
  void whatIsShorterLongerOrWithinAWordIsNoToken() {
    for (TokenShape shape : shapes()) {
      String token = shape.prefix() + run(shape.characters(), shape.least(), shape.mixed());
      String shorter = token.substring(0, token.length() - 1);
      assertThat(shorter, shape.end(FoldedText.of(shorter), 0), is(-1));
      assertThat(token, found("x" + token + " ").contains(token), is(false));
      if (shape.most() < Integer.MAX_VALUE) {
        String longer = shape.prefix() + run(shape.characters(), shape.most() + 1, shape.mixed());
        assertThat(longer, shape.end(FoldedText.of(longer), 0), is(-1));
      }
      if (shape.mixed()) {
        String letters = shape.prefix() + "a".repeat(shape.least());
        assertThat(letters, shape.end(FoldedText.of(letters), 0), is(-1));
      }
    }
  }

  @Test
  void everyMarkIsFoundWhole() {
    for (String line : TokenList.read("token-marks.txt")) {
      TokenMark mark = TokenMark.parse(line);
      String token =
          run(mark.before().characters(), mark.before().least(), false)
              + mark.mark()
              + run(mark.after().characters(), mark.after().least(), false);
      assertThat(token, found("It is " + token + ". Thus"), is(List.of(token)));
      assertThat(token, found("It is x" + token + " "), is(List.of()));
    }
  }

  private static List<TokenShape> shapes() {
    return TokenShapeRule.read();
  }

  private List<String> found(String text) {
    List<Ranked> rules =
        TokenRules.all().stream().map((PiiRule rule) -> new Ranked(0, rule)).toList();
    Findings found = new Findings();
    RuleScanner.of(rules).scan(FoldedText.of(text), found);
    return Overlaps.settle(found.all()).stream().map(Finding::value).toList();
  }

  /** Letters and digits of a class, both if it must be mixed. */
  private String run(BitSet characters, int length, boolean mixed) {
    StringBuilder run = new StringBuilder();
    while (run.length() < length) {
      char c = (char) random.nextInt(0x80);
      if (characters.get(c) && Character.isLetterOrDigit(c)) {
        run.append(c);
      }
    }
    if (mixed && length > 1) {
      run.setCharAt(0, '7');
      run.setCharAt(1, characters.get('b') ? 'b' : 'B');
    }
    return run.toString();
  }
}
