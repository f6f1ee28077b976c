package prefmill.pipelines.names;

import ai.djl.modality.nlp.translator.NamedEntity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import prefmill.transforms.mask.names.NameRecogniser.Bearer;
import prefmill.transforms.mask.names.NameRecogniser.Name;

/**
 * Joins a model's labelled tokens to names.
 *
 * <p>A word is a name's if one of its tokens is; words that the model tells to be inside of a name
 * (labels of IOB such as {@code I-PER}, or without a prefix) join the one before across a blank,
 * hyphen, dot or apostrophe.
 */
final class TokenSpans {
  private static final Map<String, Bearer> BEARERS =
      Map.of(
          "PER", Bearer.PERSON,
          "PERSON", Bearer.PERSON,
          "LOC", Bearer.PLACE,
          "LOCATION", Bearer.PLACE,
          "GPE", Bearer.PLACE);

  private static final int LONGEST_GAP = 2;
  private static final String GAPS = " -.'\u2019";

  private final String text;
  private final double minScore;
  private final List<Name> names = new ArrayList<>();

  TokenSpans(String text, double minScore) {
    this.text = text;
    this.minScore = minScore;
  }

  /** Adds a token, whose places are in code points; they come in the order of the text. */
  void add(NamedEntity token) {
    String label = token.getEntity();
    boolean prefixed = label.length() > 2 && label.charAt(1) == '-';
    Bearer bearer = BEARERS.get(prefixed ? label.substring(2) : label);
    if (bearer == null || token.getScore() < minScore || token.getEnd() <= token.getStart()) {
      return;
    }
    int start = text.offsetByCodePoints(0, token.getStart());
    while (start > 0 && isWord(start - 1)) {
      start--;
    }
    int end = text.offsetByCodePoints(0, token.getEnd());
    while (end < text.length() && isWord(end)) {
      end++;
    }
    Name last = names.isEmpty() ? null : names.get(names.size() - 1);
    boolean begins = prefixed && (label.charAt(0) == 'B' || label.charAt(0) == 'S');
    if (last != null && last.bearer() == bearer && joins(last.end(), start, begins)) {
      names.set(names.size() - 1, new Name(bearer, last.start(), Math.max(end, last.end())));
    } else {
      names.add(new Name(bearer, start, end));
    }
  }

  List<Name> names() {
    return names;
  }

  private boolean joins(int end, int start, boolean begins) {
    if (start < end || (start == end && !begins)) {
      return true;
    }
    return !begins
        && start - end <= LONGEST_GAP
        && text.substring(end, start).chars().allMatch(c -> GAPS.indexOf(c) >= 0);
  }

  private boolean isWord(int place) {
    char c = text.charAt(place);
    return Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK;
  }
}
