package prefmill.transforms.mask.rules.address;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.Surroundings;
import prefmill.transforms.mask.text.FoldedText;

/** Streets whose number stands first: 12 Main Street, 5, rue de la Paix. */
final class StreetBehindNumber {
  private static final int MOST_WORDS = 5;

  private StreetBehindNumber() {}

  /** Where the street behind a house's number ends, or -1. */
  static int end(FoldedText text, int number, int numberEnd) {
    int place = HouseNumber.rangeEnd(text, number, numberEnd, true);
    place += text.has(place, " bis") || text.has(place, " ter") ? 4 : 0;
    place += text.at(place) == ',' ? 1 : 0;
    if (text.at(place) != ' ' || numberEnd - number > 5) {
      return -1;
    }
    int word = place + 1;
    int wordEnd = AddressReading.wordEnd(text, word);
    if (StreetWords.FRENCH.has(text, word, wordEnd) && !AddressReading.isCapital(text, word)) {
      return frenchEnd(text, wordEnd);
    }
    return text.at(place - 1) == ',' ? -1 : englishEnd(text, number, numberEnd, word);
  }

  private static int englishEnd(FoldedText text, int number, int numberEnd, int first) {
    int end = -1;
    int before = first;
    int word = first;
    if (isYear(text, number, numberEnd)) {
      return -1;
    }
    for (int i = 0; i < MOST_WORDS; i++) {
      boolean ordinal = Ascii.isDigit(text.at(word)) && !Ascii.isDigit(text.at(word + 2));
      if (!AddressReading.isCapital(text, word) && !ordinal) {
        return end;
      }
      int wordEnd = AddressReading.wordEnd(text, word);
      int kindEnd = AddressReading.lettersEnd(text, word);
      boolean sure = i > 0 && StreetWords.SURE.has(text, word, kindEnd);
      boolean likely =
          i > 0
              && StreetWords.DOUBTFUL.has(text, word, kindEnd)
              && !StreetWords.OTHERS.has(text, before, word - 1);
      end = sure || likely ? kindEnd : end;
      if (end == kindEnd && kindEnd < wordEnd) {
        return end;
      }
      boolean initial = text.at(wordEnd) == '.' && wordEnd - word <= 2 && end != wordEnd;
      before = word;
      word = wordEnd + (initial ? 2 : 1);
      if (text.at(word - 1) != ' ') {
        return end;
      }
    }
    return end;
  }

  /** Whether it is rather a year than a house's number. */
  private static boolean isYear(FoldedText text, int number, int numberEnd) {
    boolean year = numberEnd - number == 4 && (text.has(number, "19") || text.has(number, "20"));
    int before = number - 1;
    return year
        && text.at(before) == ' '
        && !StreetWords.AT.has(text, AddressReading.wordStart(text, before), before)
        && Ascii.isAnyWord(text.at(before - 1));
  }

  private static int frenchEnd(FoldedText text, int typeEnd) {
    int end = -1;
    int word = typeEnd + 1;
    for (int i = 0; i < MOST_WORDS && text.at(word - 1) == ' '; i++) {
      int wordEnd = AddressReading.wordEnd(text, word);
      boolean elided = text.at(word + 1) == '\'' && AddressReading.isCapital(text, word + 2);
      if (AddressReading.isCapital(text, word) || elided) {
        end = wordEnd;
      } else if (!StreetWords.PARTICLES.has(text, word, wordEnd)) {
        return end;
      }
      word = wordEnd + 1;
    }
    return end;
  }

  /** Whether a number may be a house's: it is no piece of another. */
  static boolean isHouse(FoldedText text, int number) {
    return Surroundings.opens(text, number) && text.at(number - 1) != '$';
  }
}
