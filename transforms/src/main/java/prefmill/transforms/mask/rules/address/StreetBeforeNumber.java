package prefmill.transforms.mask.rules.address;

import java.util.Locale;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.text.FoldedText;

/** Streets and post boxes whose number stands last: Hauptstraße 12, Calle Mayor 5, PO Box 9. */
final class StreetBeforeNumber {
  private static final int MOST_WORDS = 5;

  private StreetBeforeNumber() {}

  /** Where the street or the box begins whose number this is, or -1. */
  static int start(FoldedText text, int number) {
    int end = number;
    while (number - end < 2 && (text.at(end - 1) == ' ' || text.at(end - 1) == ',')) {
      end--;
    }
    boolean dotted = text.at(end - 1) == '.';
    int word = AddressReading.wordStart(text, dotted ? end - 1 : end);
    if (end == number || word >= end || !AddressReading.isCapital(text, word)) {
      return -1;
    }
    int box = boxStart(text, word, end);
    if (box >= 0) {
      return box;
    }
    String called = text.slice(word, end).toLowerCase(Locale.ROOT);
    int ending = StreetWords.ending(called);
    if (ending > 0) {
      return germanicStart(text, word, called, ending);
    }
    return dotted ? -1 : romanceStart(text, word);
  }

  private static int germanicStart(FoldedText text, int word, String called, int ending) {
    if (StreetWords.NO_STREETS.has(text, word, word + called.length())) {
      return -1;
    }
    if (called.length() > ending) {
      return called.length() >= ending + 2 ? word : -1;
    }
    int start = word;
    for (int i = 0; i < 2 && text.at(start - 1) == ' '; i++) {
      int before = AddressReading.wordStart(text, start - 1);
      if (before == start - 1 || !AddressReading.isCapital(text, before)) {
        break;
      }
      start = before;
    }
    return start < word ? start : -1;
  }

  private static int romanceStart(FoldedText text, int last) {
    int word = last;
    for (int i = 0; i < MOST_WORDS; i++) {
      if (text.at(word - 1) != ' ') {
        return text.at(word - 1) == '/' && text.at(word - 2) == 'C' ? word - 2 : -1;
      }
      int gap = word - 1;
      boolean dotted = text.at(gap - 1) == '.' || text.at(gap - 1) == '/';
      int end = dotted ? gap - 1 : gap;
      int start = AddressReading.wordStart(text, end);
      if (StreetWords.ROMANCE.has(text, start, end)) {
        return isStreet(text, start, end, dotted) ? start : -1;
      }
      if (text.has(start, "Via ") || (text.has(start, "via ") && text.has(start - 3, "in "))) {
        return start;
      }
      boolean goesOn =
          AddressReading.isCapital(text, start) || StreetWords.PARTICLES.has(text, start, end);
      if (dotted || start == end || !goesOn) {
        return -1;
      }
      word = start;
    }
    return -1;
  }

  /** Whether a kind of street is written out, or shortened with its dot or slash. */
  private static boolean isStreet(FoldedText text, int start, int end, boolean dotted) {
    return !Ascii.isWord(text.at(start - 1)) && (dotted || end - start > 2);
  }

  /** Whether a post box begins here. */
  static boolean isBox(FoldedText text, int start) {
    return boxStart(text, start, AddressReading.wordEnd(text, start)) >= 0
        || text.has(start, "P.")
        || text.has(start, "PO ")
        || text.has(start, "P O ");
  }

  /** The end of a box's number, whose digits may be parted by blanks. */
  static int boxEnd(FoldedText text, int numberEnd) {
    int end = numberEnd;
    while (text.at(end) == ' ' && Ascii.isDigit(text.at(end + 1)) && end - numberEnd < 8) {
      end = AddressReading.digitsEnd(text, end + 1);
    }
    return end;
  }

  private static int boxStart(FoldedText text, int word, int end) {
    if (StreetWords.BOXES.has(text, word, end) && end - word > 2) {
      return word;
    }
    if (!text.has(word, "Box") && !text.has(word, "BOX")) {
      return -1;
    }
    for (String before : new String[] {"PO ", "P.O. ", "P. O. ", "P.O.", "P O "}) {
      if (text.has(word - before.length(), before)) {
        return word - before.length();
      }
    }
    return -1;
  }
}
