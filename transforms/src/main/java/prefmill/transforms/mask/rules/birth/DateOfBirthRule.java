package prefmill.transforms.mask.rules.birth;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.rules.Words;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Dates of birth: dates near a word that speaks of birth, in the same sentence.
 *
 * <p>Numbers parted by dots, slashes, hyphens or blanks, months by name in eight languages, eight
 * digits in one piece, with the time right behind them. Not found: a year alone, an age, a birthday
 * without its year.
 */
public final class DateOfBirthRule implements PiiRule {
  private static final int BEFORE = 44;
  private static final int BEHIND = 24;
  private static final int LONGEST = 32;

  static final String BIRTH_WORDS =
      "born birth birthdate birthday bday dob d.o.b dateofbirth geboren geb geburtsdatum geburtstag"
          + " geburt née né nee naissance nacimiento nacido nacida nací nació nato nata nascita"
          + " geboortedatum geboorte nascimento nascido nascida född födelsedatum født fødselsdato"
          + " syntynyt urodzony urodzona urodzenia narozen";

  private static final Words BIRTH = Words.of(BIRTH_WORDS);

  @Override
  public Trigger trigger() {
    return Trigger.wordsFrom(Trigger.DIGITS).then(Trigger.WORDS + " .,-/'").ofDigits(3);
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    if (!Ascii.isDigit(text.at(at))
        || Ascii.isAnyWord(text.at(at - 1))
        || !text.mayHoldWord(at - LONGEST - BEFORE, at + 2 * LONGEST + BEHIND)) {
      return;
    }
    WrittenDate date = WrittenDate.read(text, at);
    if (date == null || Ascii.isAnyWord(text.at(date.start() - 1))) {
      return;
    }
    int end = withTime(text, date.end());
    if (!Ascii.isAnyWord(text.at(end))
        && (BIRTH.isBefore(text, date.start(), BEFORE, found)
            || BIRTH.isBehind(text, end, BEHIND))) {
      found.add(date.start(), end, date.value());
    }
  }

  /** The end with the time right behind a date, {@code T00:00:00.000Z} (ISO 8601). */
  private static int withTime(FoldedText text, int end) {
    if (text.at(end) != 'T' || !Ascii.isDigit(text.at(end + 1)) || text.at(end + 3) != ':') {
      return end;
    }
    int time = end + 1;
    while (time - end < LONGEST && (Ascii.isDigit(text.at(time)) || isTimes(text, time))) {
      time++;
    }
    return text.at(time) == 'Z' ? time + 1 : time;
  }

  /** A colon, dot or sign of a time, between digits. */
  private static boolean isTimes(FoldedText text, int place) {
    return ":.+-".indexOf(text.at(place)) >= 0 && Ascii.isDigit(text.at(place + 1));
  }
}
