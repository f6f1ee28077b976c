package prefmill.transforms.mask.rules.network;

import java.util.Locale;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Hardware addresses (IEEE 802): six pairs of hexadecimal digits parted by colons or hyphens, or
 * three groups of four parted by dots.
 *
 * <p>The value is the pairs in lower case with colons. Not found: all zeros, broadcast, and digits
 * alone with hyphens or dots, which are rather a serial number.
 */
public final class MacAddressRule implements PiiRule {
  private static final int DIGITS = 12;
  private static final int LONGEST = 17;
  private static final Trigger SEPARATORS = Trigger.at(":-.").then(Trigger.HEX, Trigger.HEX);

  @Override
  public Trigger trigger() {
    return SEPARATORS;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    char separator = text.at(at);
    int group = separator == '.' ? 4 : 2;
    int start = at - group;
    char before = text.at(start - 1);
    if ((separator != ':' && separator != '-' && separator != '.')
        || !Ascii.isHex(text.at(at - 1))
        || !Ascii.isHex(text.at(start))
        || Ascii.isAnyWord(before)
        || before == separator) {
      return;
    }
    int length = DIGITS + DIGITS / group - 1;
    for (int i = 0; i < length; i++) {
      char c = text.at(start + i);
      if (i % (group + 1) == group ? c != separator : !Ascii.isHex(c)) {
        return;
      }
    }
    int end = start + length;
    char next = text.at(end);
    if (Ascii.isAnyWord(next) || (next == separator && Ascii.isWord(text.at(end + 1)))) {
      return;
    }
    String value = inPairs(text, start, end);
    boolean letters = value.chars().anyMatch(c -> c >= 'a');
    boolean nobodys = value.equals("00:00:00:00:00:00") || value.equals("ff:ff:ff:ff:ff:ff");
    if (!nobodys && (letters || separator == ':')) {
      found.add(start, end, value);
    }
  }

  private static String inPairs(FoldedText text, int start, int end) {
    StringBuilder pairs = new StringBuilder(LONGEST);
    int digits = 0;
    for (int i = start; i < end; i++) {
      if (Ascii.isHex(text.at(i))) {
        pairs.append(digits > 0 && digits % 2 == 0 ? ":" : "").append(text.at(i));
        digits++;
      }
    }
    return pairs.toString().toLowerCase(Locale.ROOT);
  }
}
