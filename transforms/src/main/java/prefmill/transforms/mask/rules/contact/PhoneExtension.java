package prefmill.transforms.mask.rules.contact;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.Words;
import prefmill.transforms.mask.text.FoldedText;

/** The extension behind a phone number: x123, ext. 123, Durchwahl 12, poste 123. */
final class PhoneExtension {
  private static final Words NAMES =
      Words.of("x ext extn extension durchwahl dw poste anexo interno int toestel");
  private static final int MOST_DIGITS = 7;
  private static final int LONGEST_NAME = 10;

  private PhoneExtension() {}

  /** The end of the extension behind the end of a number, or that end. */
  static int end(FoldedText text, int end) {
    int name = end;
    while (name - end < 2 && (text.at(name) == ' ' || text.at(name) == ',')) {
      name++;
    }
    int digits = name;
    while (digits - name < LONGEST_NAME && Ascii.isLetter(text.at(digits))) {
      digits++;
    }
    if (digits == name || !NAMES.has(text, name, digits)) {
      return end;
    }
    digits += text.at(digits) == '.' || text.at(digits) == ':' ? 1 : 0;
    digits += text.at(digits) == ' ' ? 1 : 0;
    int last = digits;
    while (last - digits <= MOST_DIGITS && Ascii.isDigit(text.at(last))) {
      last++;
    }
    boolean whole =
        last > digits && last - digits <= MOST_DIGITS && !Ascii.isAnyWord(text.at(last));
    return whole ? last : end;
  }
}
