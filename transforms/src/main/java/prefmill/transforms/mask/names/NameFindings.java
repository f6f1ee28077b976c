package prefmill.transforms.mask.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import prefmill.transforms.mask.names.NameRecogniser.Bearer;
import prefmill.transforms.mask.names.NameRecogniser.Name;
import prefmill.transforms.mask.rules.author.AuthorRule;
import prefmill.transforms.mask.text.Finding;
import prefmill.transforms.mask.text.FoldedText;

/**
 * What a recogniser of names finds, as findings of the masker.
 *
 * <p>The recogniser reads the folded text, so that an escape or a full-width letter hides no name.
 * A name ends at tokens, line ends and what encloses values in code and JSON, begins and ends with
 * a letter or digit, and has a letter.
 */
public final class NameFindings {
  /** The number of the rule in such findings, which no rule has. */
  public static final int RULE = -1;

  /** What people call what finds them. */
  public static final String NAME = "name recogniser";

  private static final String ENCLOSING = "\"{}[]<>\\\n\r\t";

  private final FoldedText text;
  private final int kind;
  private final List<Finding> found;

  private NameFindings(FoldedText text, int kind, List<Finding> found) {
    this.text = text;
    this.kind = kind;
    this.found = found;
  }

  /**
   * The names in a text, by places of its original.
   *
   * @param kinds the rank of the type for each bearer that is looked for
   */
  public static List<Finding> of(
      FoldedText text, NameRecogniser recogniser, Map<Bearer, Integer> kinds) {
    List<Finding> found = new ArrayList<>();
    for (Name name : recogniser.find(text.text())) {
      Integer kind = kinds.get(name.bearer());
      if (kind != null) {
        new NameFindings(text, kind, found).addPieces(name);
      }
    }
    return found;
  }

  private void addPieces(Name name) {
    int start = name.start();
    for (int i = start; i <= name.end(); i++) {
      if (i == name.end() || isBarrier(text.at(i))) {
        add(start, i);
        start = i + 1;
      }
    }
  }

  private void add(int from, int to) {
    int start = from;
    int end = to;
    while (start < end && !Character.isLetterOrDigit(text.at(start)) && !isSurrogate(start)) {
      start++;
    }
    while (end > start && !Character.isLetterOrDigit(text.at(end - 1)) && !isSurrogate(end - 1)) {
      end--;
    }
    String name = text.slice(start, end);
    if (name.codePoints().anyMatch(Character::isLetter)) {
      String value = AuthorRule.normalised(name);
      found.add(new Finding(text.origin(start), text.origin(end), kind, RULE, value));
    }
  }

  private boolean isSurrogate(int place) {
    return Character.isSurrogate(text.at(place));
  }

  private static boolean isBarrier(char c) {
    return c == FoldedText.PROTECTED || ENCLOSING.indexOf(c) >= 0;
  }
}
