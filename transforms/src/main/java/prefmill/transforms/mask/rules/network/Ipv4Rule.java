package prefmill.transforms.mask.rules.network;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * IPv4 addresses in dotted decimals (RFC 791).
 *
 * <p>Not found: versions, as {@link VersionSign} tells them, and addresses that are nobody's
 * (loopback, unspecified, netmasks).
 */
public final class Ipv4Rule implements PiiRule {
  private static final int LONGEST = "255.255.255.255".length();
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
    if (!isNobodys(value) && (found.endsAt(at - 1) || !VersionSign.isBefore(text, at, end))) {
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
    boolean joined = before == '.' || (before == '-' && !isBehind(text, at - 1));
    return Ascii.isAnyWord(before) || (joined && Ascii.isWord(text.at(at - 2)));
  }

  private static boolean goesOn(FoldedText text, int end) {
    char next = text.at(end);
    boolean range = next == '-' && end(text, end + 1) > 0;
    return (next == '.' || next == '-') && Ascii.isWord(text.at(end + 1)) && !range;
  }

  /** Whether an address ends before a place: the first of a range. */
  private static boolean isBehind(FoldedText text, int place) {
    int start = place;
    while (place - start <= LONGEST && (Ascii.isDigit(text.at(start - 1)) || dot(text, start))) {
      start--;
    }
    return end(text, start) == place && !Ascii.isAnyWord(text.at(start - 1));
  }

  private static boolean dot(FoldedText text, int end) {
    return text.at(end - 1) == '.';
  }

  private static boolean isNobodys(String value) {
    return value.equals("127.0.0.1") || value.equals("0.0.0.0") || value.startsWith("255.");
  }
}
