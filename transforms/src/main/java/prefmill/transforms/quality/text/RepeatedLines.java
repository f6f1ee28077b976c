package prefmill.transforms.quality.text;

import java.util.HashSet;
import java.util.Set;
import prefmill.transforms.quality.Share;

/** How much of a text lies in lines that stood before. */
final class RepeatedLines {
  private RepeatedLines() {}

  /**
   * The share of characters in repeated lines, of the characters in all lines, blank ends apart.
   */
  static double share(String text) {
    if (text.indexOf('\n') < 0) {
      return 0;
    }
    Set<String> seen = new HashSet<>();
    long repeated = 0;
    long all = 0;
    for (String line : (Iterable<String>) text.lines().map(String::strip)::iterator) {
      all += line.length();
      boolean rule = line.codePoints().noneMatch(Character::isLetterOrDigit);
      repeated += rule || seen.add(line) ? 0 : line.length();
    }
    return Share.of(repeated, all);
  }
}
