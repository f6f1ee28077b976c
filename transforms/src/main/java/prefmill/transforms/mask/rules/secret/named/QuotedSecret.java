package prefmill.transforms.mask.rules.secret.named;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.CharSet;
import prefmill.transforms.mask.rules.Words;
import prefmill.transforms.mask.rules.secret.SecretValue;
import prefmill.transforms.mask.text.FoldedText;

/**
 * A value in quotes with characters that end it where there are none: blanks, brackets, commas.
 *
 * <p>With blanks it is a password's if it has a digit and a letter, or four words in small letters
 * or more, and is neither code nor a sentence about passwords.
 */
final class QuotedSecret {
  private static final int LONGEST = 128;
  private static final int LEAST_WORDS = 4;
  private static final int MOST_WORDS = 12;
  private static final CharSet CODE = CharSet.of("(){}[]<>=;|\\\"`+:/");
  private static final Words SENTENCES =
      Words.of(
          "a an the is are was be been must should may can cannot has have not no or and of for to"
              + " at in on with from by if it this that please enter type choose forgot new old"
              + " current confirm repeat least most characters character chars digits letters"
              + " minimum maximum length line field user value bitte eingeben mindestens zeichen"
              + " und oder der die das ist ein eine neues le la les un une de du des et ou est au"
              + " moins caractères el los las una y o al menos caracteres il e di almeno caratteri"
              + " het een en minstens tekens");

  private QuotedSecret() {}

  /**
   * The closing quote of the value that begins behind a quote and goes on behind a place, or -1.
   *
   * @param reach how far to read on behind a blank
   */
  static int end(FoldedText text, int start, int place, int reach) {
    char quote = text.at(start - 1);
    char next = text.at(place);
    if (!AssignedSecretRule.isQuote(quote) || next == quote || text.at(start - 2) == quote) {
      return -1;
    }
    boolean blank = false;
    for (int i = place; i - start <= LONGEST; i++) {
      char c = text.at(i);
      blank |= c == ' ';
      if (c == quote && (!blank || i <= reach)) {
        return i;
      }
      if (c == quote || c < ' ' || c == FoldedText.PROTECTED || (blank && i > reach)) {
        return -1;
      }
    }
    return -1;
  }

  /** Whether what stands in quotes from start to end is such a secret. */
  static boolean is(SecretName says, FoldedText text, int start, int end) {
    boolean blanks = text.slice(start, end).indexOf(' ') >= 0;
    return switch (says) {
      case PASSWORD -> blanks ? isPhrase(text, start, end) : isValue(text, start, end);
      case KEY -> !blanks && isValue(text, start, end) && SecretValue.isRandom(text, start, end);
      case ISSUER, NONE -> false;
    };
  }

  /** Whether nothing is filled in, and no function called. */
  private static boolean isValue(FoldedText text, int start, int end) {
    String value = text.slice(start, end);
    int open = start;
    while (Ascii.isWord(text.at(open)) || text.at(open) == '_' || text.at(open) == '.') {
      open++;
    }
    boolean call =
        (text.at(open) == '(' || text.at(open) == '[') && ")]".indexOf(text.at(end - 1)) >= 0;
    boolean filled =
        value.contains("${") || value.contains("{{") || value.contains("#{") || value.contains("<");
    return !call
        && !filled
        && SecretValue.hasDigitAndLetter(text, start, end)
        && !SecretValue.isAddress(text, start, end)
        && !SecretValue.isWord(text, start, end);
  }

  private static boolean isPhrase(FoldedText text, int start, int end) {
    int words = 0;
    int word = start;
    boolean small = true;
    for (int i = start; i <= end; i++) {
      char c = text.at(i);
      boolean ends = i == end || !Ascii.isAnyWord(c);
      if (ends && i > word) {
        words++;
        if (SENTENCES.has(text, word, i)) {
          return false;
        }
      }
      word = ends ? i + 1 : word;
      small &= i == end || c == ' ' || Character.isLowerCase(c);
      if (i < end && CODE.has(c)) {
        return false;
      }
    }
    boolean mixed = SecretValue.hasDigitAndLetter(text, start, end);
    return words <= MOST_WORDS
        && (mixed || (small && words >= LEAST_WORDS))
        && !SecretValue.isWord(text, start, end);
  }
}
