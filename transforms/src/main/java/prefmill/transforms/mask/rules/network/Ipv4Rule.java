package prefmill.transforms.mask.rules.network;

import java.util.Set;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Surroundings;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * IPv4 addresses in dotted decimals (RFC 791).
 *
 * <p>Not found: what stands behind a word such as version, behind a product's slash or an equality
 * sign of a package's version, and addresses that are nobody's (loopback, unspecified, netmasks).
 */
public final class Ipv4Rule implements PiiRule {
  private static final Set<String> VERSIONS =
      Set.of("v", "ver", "version", "versions", "release", "build", "rev", "firmware", "section");

  private static final String DECIMALS = Trigger.DIGITS + ".";

  @Override
  public Trigger trigger() {
    return Trigger.wordsFrom(Trigger.DIGITS).then(DECIMALS, DECIMALS).ofDigits(4);
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    int end = end(text, at);
    if (end < 0 || isPiece(text, at) || Ascii.isAnyWord(text.at(end)) || goesOn(text, end)) {
      return;
    }
    String value = text.slice(at, end);
    // behind a value in a list of them it is no version of something
    if (!isNobodys(value) && (found.endsAt(at - 1) || !isVersion(text, at))) {
      found.add(at, end, value);
    }
  }

  /** The end of four decimals up to 255 from here, or -1. */
  static int end(FoldedText text, int start) {
    int i = start;
    for (int part = 0; part < 4; part++) {
      int value = 0;
      int first = i;
      while (i - first < 3 && Ascii.isDigit(text.at(i))) {
        value = value * 10 + text.at(i++) - '0';
      }
      boolean last = part == 3;
      if (i == first || value > 255 || Ascii.isDigit(text.at(i)) || (!last && text.at(i) != '.')) {
        return -1;
      }
      i += last ? 0 : 1;
    }
    return i;
  }

  private static boolean isPiece(FoldedText text, int at) {
    char before = text.at(at - 1);
    boolean joined = before == '.' || before == '-' || before == ':';
    return Ascii.isAnyWord(before) || (joined && Ascii.isWord(text.at(at - 2)) && before != ':');
  }

  private static boolean goesOn(FoldedText text, int end) {
    char next = text.at(end);
    return (next == '.' || next == '-') && Ascii.isWord(text.at(end + 1));
  }

  private static boolean isVersion(FoldedText text, int at) {
    char before = text.at(at - 1);
    boolean product = before == '/' && Ascii.isWord(text.at(at - 2));
    boolean required = before == '=' && (text.at(at - 2) == '=' || text.at(at - 2) == '>');
    boolean range = before == '^' || before == '~' || before == '@';
    return product || required || range || VERSIONS.contains(Surroundings.wordBefore(text, at));
  }

  private static boolean isNobodys(String value) {
    return value.equals("127.0.0.1") || value.equals("0.0.0.0") || value.startsWith("255.");
  }
}
