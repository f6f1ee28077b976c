package prefmill.transforms.mask.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import prefmill.transforms.mask.rules.RuleScanner.Ranked;
import prefmill.transforms.mask.rules.author.AuthorRule;
import prefmill.transforms.mask.text.Finding;

/**
 * The names that a recogniser found in an event's texts, to be looked for in all of them.
 *
 * <p>A name of several words is looked for in any case. One of a single word is looked for as it
 * was written, and not if it is a common word too (Will, May).
 */
public final class MetNames {
  /** By the rank of the type: the tokens' values by spelling. */
  private final Map<Integer, Map<String, String>> values = new TreeMap<>();

  /** Keeps what was found in a text. */
  public void addAll(List<Finding> found, String text) {
    for (Finding name : found) {
      String value = name.value();
      String written = text.substring(name.start(), name.end());
      boolean words = value.indexOf(' ') > 0;
      boolean plain = written.toLowerCase(Locale.ROOT).equals(value);
      if (words || (plain && !AuthorRule.isCommonWord(value))) {
        values
            .computeIfAbsent(name.kind(), kind -> new TreeMap<>())
            .put(words ? value : written, value);
      }
    }
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Forgets all. */
  public void clear() {
    values.clear();
  }

  /** A rule for each type. */
  public List<Ranked> rules() {
    List<Ranked> rules = new ArrayList<>();
    values.forEach(
        (kind, names) ->
            rules.add(new Ranked(kind, AuthorRule.ofOthers(NameFindings.NAME, names))));
    return rules;
  }
}
