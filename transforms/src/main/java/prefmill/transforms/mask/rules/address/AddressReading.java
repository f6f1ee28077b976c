package prefmill.transforms.mask.rules.address;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.text.FoldedText;

/** Reads the words of addresses, forward and backward. */
final class AddressReading {
  private static final int LONGEST_WORD = 30;

  private AddressReading() {}

  /** The end of the word that begins at a place: letters, digits, hyphens and apostrophes. */
  static int wordEnd(FoldedText text, int start) {
    int end = start;
    while (end - start < LONGEST_WORD && isPart(text, end)) {
      end++;
    }
    return end;
  }

  /** The end of the letters that begin at a place. */
  static int lettersEnd(FoldedText text, int start) {
    int end = start;
    while (end - start < LONGEST_WORD && Ascii.isAnyWord(text.at(end))) {
      end++;
    }
    return end;
  }

  /** The start of the word that ends before a place. */
  static int wordStart(FoldedText text, int end) {
    int start = end;
    while (end - start < LONGEST_WORD && isPart(text, start - 1)) {
      start--;
    }
    return start;
  }

  /** Whether a word begins with a capital letter here. */
  static boolean isCapital(FoldedText text, int place) {
    return Character.isUpperCase(text.at(place));
  }

  /** The end of as many words with capitals as stand here with single blanks, or the start. */
  static int capitalsEnd(FoldedText text, int start, int most) {
    int end = start;
    int next = start;
    for (int words = 0; words < most && isName(text, next); words++) {
      end = wordEnd(text, next);
      next = end + 1;
      if (text.at(end) != ' ') {
        break;
      }
    }
    return end;
  }

  private static boolean isName(FoldedText text, int place) {
    return isCapital(text, place)
        && PostalCodes.end(text, place) < 0
        && PostalCodes.endBehindState(text, place) < 0;
  }

  /** The end of the digits that begin at a place, eight at most. */
  static int digitsEnd(FoldedText text, int start) {
    int end = start;
    while (end - start < 8 && Ascii.isDigit(text.at(end))) {
      end++;
    }
    return end;
  }

  /** Past what parts the lines of an address. */
  static int skipGap(FoldedText text, int place) {
    int i = place;
    while (i - place < 3 && (text.at(i) == ',' || text.at(i) == ' ' || text.at(i) == '\n')) {
      i++;
    }
    return i;
  }

  /** The end with the room or floor and the place with its code, if they stand behind it. */
  static int withTail(FoldedText text, int streetEnd) {
    int end = withUnit(text, streetEnd);
    int next = skipGap(text, text.at(end) == '.' ? end + 1 : end);
    if (next == end) {
      return end;
    }
    int code = PostalCodes.end(text, next);
    if (code > 0) {
      return code;
    }
    int digits = digitsEnd(text, next);
    if (digits - next >= 4 && digits - next <= 5) {
      return placeBehindCode(text, digits, end);
    }
    int place = capitalsEnd(text, next, 3);
    if (place == next) {
      return end;
    }
    int behind = skipGap(text, place);
    int last = PostalCodes.endBehindState(text, behind);
    last = last > 0 ? last : PostalCodes.end(text, behind);
    return behind > place && last > 0 ? last : end;
  }

  private static int placeBehindCode(FoldedText text, int digits, int otherwise) {
    int place = digits + 1;
    boolean dutch =
        Ascii.isUpper(text.at(place))
            && Ascii.isUpper(text.at(place + 1))
            && text.at(place + 2) == ' ';
    place = dutch ? place + 3 : place;
    int end = text.at(digits) == ' ' ? capitalsEnd(text, place, 2) : place;
    return end > place ? end : otherwise;
  }

  private static int withUnit(FoldedText text, int end) {
    int next = skipGap(text, text.at(end) == '.' ? end + 1 : end);
    int unit = wordEnd(text, next);
    int number = text.at(unit) == '.' ? unit + 1 : unit;
    number += text.at(number) == ' ' ? 1 : 0;
    if (text.at(next) == '#') {
      number = next + 1;
    } else if (!StreetWords.UNITS.has(text, next, unit)) {
      return end;
    }
    number += text.at(number) == '#' ? 1 : 0;
    int last = wordEnd(text, number);
    boolean numbered =
        Ascii.isDigit(text.at(number)) || (last == number + 1 && isCapital(text, number));
    return next > end && numbered && last - number <= 6 ? last : end;
  }

  private static boolean isPart(FoldedText text, int place) {
    char c = text.at(place);
    return Ascii.isAnyWord(c)
        || ((c == '-' || c == '\'' || c == '’')
            && Ascii.isAnyWord(text.at(place - 1))
            && Ascii.isAnyWord(text.at(place + 1)));
  }
}
