package prefmill.transforms.mask.rules.dictionary;

import java.text.Normalizer;
import prefmill.transforms.mask.rules.WordEdge;
import prefmill.transforms.mask.text.FoldedText;

/** The one spelling of a dictionary's term: in lower case, each gap one blank. */
public final class Term {
  /** The fewest characters of a term. */
  public static final int LEAST = 2;

  /** The most characters of a term. */
  public static final int MOST = 100;

  private Term() {}

  /**
   * Whether a text can be looked for: it has two to 100 characters, one of them a letter or digit.
   */
  public static boolean isOne(String text) {
    String term = of(text);
    return term.length() >= LEAST
        && term.length() <= MOST
        && term.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  /** The one spelling, composed (Unicode Standard Annex 15, form C). */
  static String of(String text) {
    FoldedText folded = FoldedText.of(Normalizer.normalize(text, Normalizer.Form.NFC));
    StringBuilder term = new StringBuilder(text.length());
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.at(i);
      if (!WordEdge.isGap(c)) {
        term.append(Character.toLowerCase(c));
      } else if (term.length() > 0 && term.charAt(term.length() - 1) != ' ') {
        term.append(' ');
      }
    }
    return term.toString().stripTrailing();
  }
}
