package prefmill.transforms.mask.rules.network;

import java.util.Locale;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Hardware addresses (IEEE 802): six pairs of hexadecimal digits parted by colons or hyphens.
 *
 * <p>The value is the pairs in lower case with colons. Not found: all zeros, broadcast, and six
 * pairs of digits with hyphens, which are rather a serial number.
 */
public final class MacAddressRule implements PiiRule {
  private static final int PAIRS = 6;
  private static final int LENGTH = 3 * PAIRS - 1;
  private static final Trigger SEPARATORS = Trigger.at(":-");

  @Override
  public Trigger trigger() {
    return SEPARATORS;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    int start = at - 2;
    char separator = text.at(at);
    char before = text.at(start - 1);
    if ((separator != ':' && separator != '-')
        || !Ascii.isHex(text.at(at - 1))
        || !Ascii.isHex(text.at(start))
        || Ascii.isAnyWord(before)
        || before == separator) {
      return;
    }
    for (int i = 0; i < LENGTH; i++) {
      char c = text.at(start + i);
      if (i % 3 == 2 ? c != separator : !Ascii.isHex(c)) {
        return;
      }
    }
    int end = start + LENGTH;
    char next = text.at(end);
    if (Ascii.isAnyWord(next) || (next == separator && Ascii.isWord(text.at(end + 1)))) {
      return;
    }
    String value = text.slice(start, end).toLowerCase(Locale.ROOT).replace('-', ':');
    boolean letters = value.chars().anyMatch(c -> c >= 'a');
    boolean nobodys = value.equals("00:00:00:00:00:00") || value.equals("ff:ff:ff:ff:ff:ff");
    if (!nobodys && (letters || separator == ':')) {
      found.add(start, end, value);
    }
  }
}
