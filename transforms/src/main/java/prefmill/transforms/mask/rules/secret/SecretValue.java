package prefmill.transforms.mask.rules.secret;

import java.util.BitSet;
import java.util.Locale;
import java.util.Set;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.CharSet;
import prefmill.transforms.mask.text.FoldedText;

/** What tells a secret from a word, a variable or a file name. */
public final class SecretValue {
  private static final int LEAST_DISTINCT = 8;
  private static final double LEAST_BITS = 3;
  private static final int UUID = 36;
  private static final CharSet SYMBOLS = CharSet.of("!@#$%^&*+=~?_|");
  private static final Set<String> WORDS =
      Set.of(
          "string",
          "required",
          "optional",
          "hidden",
          "invalid",
          "incorrect",
          "missing",
          "expired",
          "undefined",
          "secret",
          "redacted",
          "masked",
          "placeholder",
          "changeme",
          "encrypted");

  private SecretValue() {}

  /** Whether a variable stands here that is filled in elsewhere, or asterisks. */
  public static boolean isTemplate(FoldedText text, int start) {
    char c = text.at(start);
    return c == '$' || c == '{' || c == '%' || c == '*' || c == '(' || c == '[';
  }

  /** Whether letters, digits and enough different characters stand from start to end. */
  public static boolean isRandom(FoldedText text, int start, int end) {
    BitSet distinct = new BitSet();
    for (int i = start; i < end; i++) {
      distinct.set(text.at(i));
    }
    return hasDigitAndLetter(text, start, end) && distinct.cardinality() >= LEAST_DISTINCT;
  }

  /**
   * Whether what stands from start to end has a key's form: one run of letters and digits or a
   * UUID, with at least three bits of entropy a character.
   */
  public static boolean isKeyLike(FoldedText text, int start, int end) {
    int hyphens = 0;
    int[] counts = new int[0x80];
    for (int i = start; i < end; i++) {
      char c = text.at(i);
      if (!Ascii.isWord(c) && c != '-') {
        return false;
      }
      counts[c]++;
      hyphens += c == '-' ? 1 : 0;
    }
    boolean uuid = hyphens == 4 && end - start == UUID;
    return (hyphens == 0 || uuid)
        && hasDigitAndLetter(text, start, end)
        && bits(counts, end - start) >= LEAST_BITS;
  }

  /** Shannon's entropy of a character. */
  private static double bits(int[] counts, int length) {
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / length;
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return bits;
  }

  /** Whether there is a digit and a letter from start to end. */
  public static boolean hasDigitAndLetter(FoldedText text, int start, int end) {
    boolean digit = false;
    boolean letter = false;
    for (int i = start; i < end; i++) {
      digit |= Ascii.isDigit(text.at(i));
      letter |= Ascii.isLetter(text.at(i));
    }
    return digit && letter;
  }

  /** Whether what a sentence calls a password is one: no word, no number of a few digits. */
  public static boolean isSaidPassword(FoldedText text, int start, int end) {
    boolean digit = false;
    boolean other = false;
    boolean symbol = false;
    for (int i = start; i < end; i++) {
      char c = text.at(i);
      digit |= Ascii.isDigit(c);
      symbol |= SYMBOLS.has(c);
      other |= !Ascii.isDigit(c) && !Ascii.isLetter(c);
    }
    return !isAddress(text, start, end)
        && (digit ? hasDigitAndLetter(text, start, end) || !other : symbol);
  }

  /** Whether what stands from start to end is a URL. */
  public static boolean isAddress(FoldedText text, int start, int end) {
    return text.slice(start, end).contains("://");
  }

  /** Whether a word stands there that says what kind of value is meant. */
  public static boolean isWord(FoldedText text, int start, int end) {
    String value = text.slice(start, end).toLowerCase(Locale.ROOT);
    return WORDS.contains(value)
        || value.contains("passw")
        || value.contains("your")
        || value.contains("example")
        || value.contains("xxx");
  }
}
