package prefmill.transforms.mask.rules.secret.token;

import java.util.BitSet;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.text.FoldedText;

/**
 * What a token looks like that its issuer marks by a prefix.
 *
 * @param prefix how it begins
 * @param characters what can follow
 * @param least the fewest characters that follow
 * @param most the most; a longer run is something else
 * @param mixed whether a digit and a letter must be among the first that follow
 */
record TokenShape(String prefix, BitSet characters, int least, int most, boolean mixed) {
  private static final int LEAST_JUDGED = 64;
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String DIGITS = "0123456789";

  /** Reads a line of the list of shapes. */
  static TokenShape parse(String line) {
    String[] fields = line.split(" ", -1);
    boolean mixed = fields[1].endsWith("!");
    int most = fields[3].equals("+") ? Integer.MAX_VALUE : Integer.parseInt(fields[3]);
    String name = mixed ? fields[1].substring(0, fields[1].length() - 1) : fields[1];
    return new TokenShape(fields[0], characters(name), Integer.parseInt(fields[2]), most, mixed);
  }

  /** The end of such a token that begins here, or -1. */
  int end(FoldedText text, int start) {
    if (!text.has(start, prefix)) {
      return -1;
    }
    int first = start + prefix.length();
    int end = first;
    int judged = Math.max(least, LEAST_JUDGED);
    boolean digit = false;
    boolean letter = false;
    while (characters.get(text.at(end))) {
      if (end - first < judged) {
        digit |= Ascii.isDigit(text.at(end));
        letter |= Ascii.isLetter(text.at(end));
      } else if (end - first == judged && mixed && !(digit && letter)) {
        return -1;
      }
      if (end - first >= most) {
        if (text.at(end) == '.' && !characters.get(text.at(end + 1))) {
          break; // the sentence's
        }
        return -1;
      }
      end++;
    }
    while (end > first && text.at(end - 1) == '.') {
      end--;
    }
    boolean enough = end - first >= least && (!mixed || (digit && letter));
    return enough && !Ascii.isWord(text.at(end)) ? end : -1;
  }

  /** The characters of a class that the lists name. */
  static BitSet characters(String name) {
    String characters =
        switch (name) {
          case "hex" -> DIGITS + "abcdefABCDEF";
          case "digit" -> DIGITS;
          case "uuid" -> DIGITS + "abcdefABCDEF-";
          case "lower" -> DIGITS + LOWER;
          case "upper" -> DIGITS + UPPER;
          case "alnum" -> DIGITS + LOWER + UPPER;
          case "hyphen" -> DIGITS + LOWER + UPPER + "-";
          case "word" -> DIGITS + LOWER + UPPER + "_";
          case "url" -> DIGITS + LOWER + UPPER + "_-";
          case "dotted" -> DIGITS + LOWER + UPPER + "_-.";
          case "dotted~" -> DIGITS + LOWER + UPPER + "_-.~";
          case "base64" -> DIGITS + LOWER + UPPER + "+/=";
          case "base64url=" -> DIGITS + LOWER + UPPER + "_-=";
          default -> throw new IllegalArgumentException("unknown class of characters: " + name);
        };
    BitSet set = new BitSet();
    characters.chars().forEach(set::set);
    return set;
  }
}
