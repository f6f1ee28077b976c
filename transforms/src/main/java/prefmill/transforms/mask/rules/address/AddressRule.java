package prefmill.transforms.mask.rules.address;

import java.util.Locale;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Surroundings;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Postal addresses that can be told from their form: streets with a house's number as they are
 * written in English, French, German, Dutch, Spanish, Italian and Portuguese, with the flat and the
 * place behind them; post boxes; British and Canadian postal codes; places of the United States
 * with state and code.
 *
 * <p>The value is the address in upper case, its words parted by single blanks. Not found: streets
 * without a kind or a number, names of houses, places and numeric codes alone.
 */
public final class AddressRule implements PiiRule {
  private static final int LONGEST_NUMBER = 6;

  @Override
  public Trigger trigger() {
    return Trigger.numbers();
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    if (!Ascii.isDigit(text.at(at)) || Ascii.isDigit(text.at(at - 1)) || at < found.reached()) {
      return;
    }
    int digits = AddressReading.digitsEnd(text, at);
    if (Ascii.isUpper(text.at(at - 1))) {
      lookAtCode(text, at, found);
    } else if (digits - at <= LONGEST_NUMBER && StreetBehindNumber.isHouse(text, at)) {
      lookAtHouse(text, at, digits, found);
    }
  }

  private static void lookAtCode(FoldedText text, int at, Findings found) {
    int start = Ascii.isUpper(text.at(at - 2)) ? at - 2 : at - 1;
    int end = Ascii.isAnyWord(text.at(start - 1)) ? -1 : PostalCodes.end(text, start);
    if (end > 0 && Surroundings.opens(text, start)) {
      add(text, start, end, found);
    }
  }

  private static void lookAtHouse(FoldedText text, int at, int digits, Findings found) {
    int street = StreetBehindNumber.end(text, at, digits);
    if (street > 0) {
      add(text, at, AddressReading.withTail(text, street), found);
      return;
    }
    if (digits == at + 5) {
      lookAtState(text, at - 3, found);
    }
    int numberEnd = HouseNumber.rangeEnd(text, at, digits, false);
    if (!Surroundings.closes(text, numberEnd) || text.at(at - 1) != ' ' || at < found.reached()) {
      return;
    }
    int start = StreetBeforeNumber.start(text, at);
    if (start < 0) {
      return;
    }
    boolean box = StreetBeforeNumber.isBox(text, start);
    int end = box ? StreetBeforeNumber.boxEnd(text, numberEnd) : numberEnd;
    if (box || digits - at <= 4) {
      add(text, start, AddressReading.withTail(text, end), found);
    }
  }

  /** Springfield, IL 62704. */
  private static void lookAtState(FoldedText text, int state, Findings found) {
    int end = PostalCodes.endBehindState(text, state);
    int place = state - 1;
    boolean comma = text.at(place - 1) == ',';
    place -= comma ? 1 : 0;
    if (end < 0 || text.at(state - 1) != ' ') {
      return;
    }
    int start = place;
    for (int words = 0; words < 3; words++) {
      int gap = words == 0 ? start : start - 1;
      int word = AddressReading.wordStart(text, gap);
      boolean name = AddressReading.isCapital(text, word) && !Ascii.isUpper(text.at(word + 1));
      if (word == gap || !name || (words > 0 && text.at(gap) != ' ')) {
        break;
      }
      start = word;
    }
    if (start < place) {
      add(text, start, end, found);
    }
  }

  private static void add(FoldedText text, int start, int end, Findings found) {
    String written = text.slice(start, end).replace(',', ' ').replace('\n', ' ');
    found.add(start, end, written.replaceAll(" +", " ").toUpperCase(Locale.ROOT));
  }
}
