package prefmill.transforms.mask.rules.document;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.rules.Words;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Numbers of passports and driving licences: letters and digits near words that name the document.
 *
 * <p>Passports have 7 to 10 characters (ICAO 9303 gives at most nine and a check digit), licences 6
 * to 18, groups parted by single blanks or hyphens; a British licence (DVLA: five characters of the
 * surname, date of birth, initials) is one without such words. Not found: dates, words without
 * enough digits, and the years and amounts of a sentence about passports.
 */
public final class DocumentNumberRule implements PiiRule {
  private static final int BEFORE = 40;
  private static final int BEHIND = 16;
  private static final int LEAST_DIGITS = 5;
  private static final int LONGEST_LETTERS = 5;
  private static final int BRITISH = 16;

  static final String PASSPORT_WORDS =
      "passport passports passportno passportnumber passeport pasaporte reisepass reisepassnummer"
          + " passnummer passnr passaporto paspoort paspoortnummer passaporte personalausweis"
          + " personalausweisnummer ausweis ausweisnummer";

  static final String DRIVING_WORDS =
      "driver drivers driving motorist dl dln führerschein führerscheinnummer fahrerlaubnis"
          + " rijbewijs rijbewijsnummer permis conducir conducción guida patente körkort"
          + " körkortsnummer kierowcy";

  static final String LICENCE_WORDS =
      "licence license licences licenses lic licensenumber licencenumber dl dln führerschein"
          + " führerscheinnummer fahrerlaubnis rijbewijs rijbewijsnummer conduire conducir"
          + " conducción patente körkort körkortsnummer jazdy";

  private static final Words PASSPORTS = Words.of(PASSPORT_WORDS);

  private static final Words DRIVING = Words.of(DRIVING_WORDS);

  private static final Words LICENCES = Words.of(LICENCE_WORDS);

  private final boolean licence;
  private final int least;
  private final int most;

  private DocumentNumberRule(boolean licence, int least, int most) {
    this.licence = licence;
    this.least = least;
    this.most = most;
  }

  /** Looks for passport numbers. */
  public static DocumentNumberRule ofPassports() {
    return new DocumentNumberRule(false, 7, 10);
  }

  /** Looks for numbers of driving licences. */
  public static DocumentNumberRule ofDrivingLicences() {
    return new DocumentNumberRule(true, 6, 18);
  }

  @Override
  public Trigger trigger() {
    return Trigger.numbers().ofDigits(LEAST_DIGITS);
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    if (!Ascii.isDigit(text.at(at))
        || at < found.reached()
        || !text.mayHoldWord(at - LONGEST_LETTERS - BEFORE, at + 2 * most + BEHIND)) {
      return;
    }
    int start = at;
    while (at - start <= LONGEST_LETTERS && Ascii.isLetter(text.at(start - 1))) {
      start--;
    }
    boolean single = start == at && !Ascii.isWord(text.at(at + 1));
    if (single || Ascii.isAnyWord(text.at(start - 1)) || text.at(start - 1) == '.') {
      return;
    }
    int length = 0;
    int digits = 0;
    int end = start;
    int longest = -1;
    while (length <= most) {
      char c = text.at(end);
      if (Ascii.isDigit(c) || Ascii.isUpper(c)) {
        length++;
        digits += Ascii.isDigit(c) ? 1 : 0;
        end++;
        continue;
      }
      if (digits >= LEAST_DIGITS && length >= least && !Ascii.isAnyWord(c)) {
        longest = end;
      }
      if ((c != ' ' && c != '-') || !goesOn(text, end + 1) || (longest > 0 && !licence)) {
        break;
      }
      end++;
    }
    if (longest > 0 && isNumber(text, start, longest, found)) {
      found.add(start, longest, compact(text, start, longest));
    }
  }

  private static String compact(FoldedText text, int start, int end) {
    return text.slice(start, end).replace(" ", "").replace("-", "");
  }

  private boolean isNumber(FoldedText text, int start, int end, Findings found) {
    if (licence && end - start >= BRITISH && isBritish(compact(text, start, end))) {
      return true;
    }
    return !isDate(text, start, end)
        && (licence
            ? DRIVING.isBefore(text, start, BEFORE, found) && LICENCES.isBefore(text, start, BEFORE)
            : PASSPORTS.isBefore(text, start, BEFORE, found)
                || PASSPORTS.isBehind(text, end, BEHIND));
  }

  /** A group of two or more digits, or of capitals and digits. */
  private static boolean goesOn(FoldedText text, int place) {
    int end = place;
    while (end - place < 2 && (Ascii.isDigit(text.at(end)) || Ascii.isUpper(text.at(end)))) {
      end++;
    }
    boolean digits = Ascii.isDigit(text.at(place)) || Ascii.isDigit(text.at(place + 1));
    return digits && (end - place == 2 || !Ascii.isWord(text.at(place + 1)));
  }

  /** A date in eight digits with its year first, or parted by hyphens. */
  private static boolean isDate(FoldedText text, int start, int end) {
    int length = end - start;
    if (length == 8) {
      boolean year = text.has(start, "19") || text.has(start, "20");
      return year && text.at(start + 4) <= '1' && text.at(start + 6) <= '3';
    }
    return length == 10
        && ((text.at(start + 4) == '-' && text.at(start + 7) == '-')
            || (text.at(start + 2) == '-' && text.at(start + 5) == '-'));
  }

  private static boolean isBritish(String number) {
    if (number.length() != BRITISH) {
      return false;
    }
    for (int i = 0; i < BRITISH; i++) {
      char c = number.charAt(i);
      boolean right =
          switch (i) {
            case 0 -> Ascii.isLetter(c);
            case 1, 2, 3, 4, 11, 12 -> Ascii.isLetter(c) || c == '9';
            case 6 -> c == '0' || c == '1' || c == '5' || c == '6';
            case 8 -> c >= '0' && c <= '3';
            case 5, 7, 9, 10 -> Ascii.isDigit(c);
            case 13 -> Ascii.isWord(c);
            default -> Ascii.isLetter(c);
          };
      if (!right) {
        return false;
      }
    }
    return true;
  }
}
