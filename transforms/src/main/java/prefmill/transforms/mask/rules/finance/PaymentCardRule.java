package prefmill.transforms.mask.rules.finance;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Surroundings;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.rules.Words;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Payment card numbers of 12 to 19 digits in an issuer's range with a right Luhn digit (ISO/IEC
 * 7812), plain or in groups parted by one kind of blank, hyphen or dot.
 *
 * <p>The value is the digits. Not found: numbers within longer numbers, decimals or UUIDs, and
 * thirteen digits that are also a right EAN (a book's or an article's number). Behind a word that
 * speaks of cards neither issuer nor EAN matters.
 */
public final class PaymentCardRule implements PiiRule {
  private static final int LEAST = 12;
  private static final int MOST = 19;
  private static final int EAN = 13;
  private static final int LEAST_GROUP = 3;
  private static final int REACH = 40;

  private static final Words CARDS =
      Words.of(
          "card cards cardnumber ccnumber cc visa mastercard amex maestro discover diners jcb credit"
              + " debit kreditkarte kreditkartennummer karte kartennummer carte tarjeta carta"
              + " creditcard kreditkort cartão");

  @Override
  public Trigger trigger() {
    return Trigger.wordsFrom(Trigger.DIGITS).then(Trigger.DIGITS, Trigger.DIGITS).ofDigits(LEAST);
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    if (!Ascii.isDigit(text.at(at)) || !Surroundings.opens(text, at) || !hasDigits(text, at)) {
      return;
    }
    byte[] digits = new byte[MOST];
    int count = 0;
    int end = -1;
    int length = 0;
    char separator = FoldedText.NONE;
    int i = at;
    while (true) {
      int group = i;
      while (Ascii.isDigit(text.at(i)) && count < MOST) {
        digits[count++] = (byte) (text.at(i++) - '0');
      }
      if (Ascii.isDigit(text.at(i))) {
        break;
      }
      if (count >= LEAST && Surroundings.closes(text, i) && isCard(digits, count, text, at)) {
        end = i;
        length = count;
      }
      char next = text.at(i);
      boolean goesOn = next == ' ' || next == '-' || next == '.';
      if (!goesOn
          || (separator != FoldedText.NONE && next != separator)
          || i - group < LEAST_GROUP
          || !Ascii.isDigit(text.at(i + 1))) {
        break;
      }
      separator = next;
      i++;
    }
    if (end > 0 && !Surroundings.isInHexId(text, at, end)) {
      found.add(at, end, text(digits, length));
    }
  }

  /** Whether it may be as long as a card's number: cheap, before it is read. */
  private static boolean hasDigits(FoldedText text, int at) {
    int group = at;
    while (Ascii.isDigit(text.at(group))) {
      group++;
    }
    return group - at >= LEAST_GROUP && (group - at >= LEAST || Ascii.isDigit(text.at(group + 1)));
  }

  private static boolean isCard(byte[] digits, int count, FoldedText text, int at) {
    if (!luhn(digits, count)) {
      return false;
    }
    boolean issued = CardIssuers.issue(digits, count) && !isEan(digits, count);
    return issued || (digits[0] > 0 && CARDS.isBefore(text, at, REACH));
  }

  private static boolean luhn(byte[] digits, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      int digit = digits[count - 1 - i];
      int weighted = i % 2 == 0 ? digit : 2 * digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
  }

  private static boolean isEan(byte[] digits, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += i % 2 == 0 ? digits[i] : 3 * digits[i];
    }
    return count == EAN && sum % 10 == 0;
  }

  private static String text(byte[] digits, int count) {
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append((char) ('0' + digits[i]));
    }
    return text.toString();
  }
}
