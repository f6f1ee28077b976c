package prefmill.transforms.mask.rules.dictionary;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.rules.WordEdge;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * The terms of a list, wherever they stand as whole words: in any case, with an s or es at their
 * end, with other gaps between their words.
 *
 * <p>The longest term at a place; its value is the term in lower case. The steps at a place are
 * bounded by the length of a term and the logarithm of their number.
 */
public final class DictionaryRule implements PiiRule {
  private final TermIndex terms;
  private final Trigger trigger;

  private DictionaryRule(TermIndex terms, Trigger trigger) {
    this.terms = terms;
    this.trigger = trigger;
  }

  /** One for the terms that begin as words do, and one for the others, such as Chinese ones. */
  public static List<PiiRule> all(List<String> terms) {
    SortedSet<String> words = new TreeSet<>();
    SortedSet<String> others = new TreeSet<>();
    for (String given : terms) {
      String term = Term.of(given);
      SortedSet<String> kind = WordEdge.isJoined(term.charAt(0)) ? words : others;
      kind.add(term);
      kind.add(Normalizer.normalize(term, Normalizer.Form.NFD));
    }
    List<PiiRule> rules = new ArrayList<>();
    if (!words.isEmpty()) {
      rules.add(new DictionaryRule(TermIndex.of(words), Trigger.wordsFrom(firsts(words))));
    }
    if (!others.isEmpty()) {
      rules.add(new DictionaryRule(TermIndex.of(others), Trigger.at(firsts(others))));
    }
    return rules;
  }

  private static String firsts(SortedSet<String> terms) {
    StringBuilder firsts = new StringBuilder();
    for (String term : terms) {
      firsts.append(term.charAt(0)).append(Character.toUpperCase(term.charAt(0)));
    }
    return firsts.toString();
  }

  @Override
  public Trigger trigger() {
    return trigger;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    if (WordEdge.isBetween(text.at(at - 1), text.at(at))) {
      terms.find(text, at, found);
    }
  }
}
