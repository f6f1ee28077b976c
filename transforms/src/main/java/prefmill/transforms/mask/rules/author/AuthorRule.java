package prefmill.transforms.mask.rules.author;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Names or addresses that are known of an event, wherever they occur as a whole word in any case:
 * its author's, and those that a recogniser found in another of its texts.
 *
 * <p>All spellings of one author have one value, so that the author keeps one token.
 */
public final class AuthorRule implements PiiRule {
  private final String name;
  private final List<Needle> needles;
  private final List<String> values;
  private final Trigger trigger;

  private AuthorRule(String name, List<Needle> needles, List<String> values) {
    this.name = name;
    this.needles = List.copyOf(needles);
    this.values = values;
    this.trigger = trigger(needles);
  }

  private static AuthorRule ofAuthor(List<Needle> needles, String value) {
    return new AuthorRule("author", needles, Collections.nCopies(needles.size(), value));
  }

  /** One trigger for all needles, made at once: there is a new author with nearly every event. */
  private static Trigger trigger(List<Needle> needles) {
    StringBuilder[] spelled = {new StringBuilder(), new StringBuilder(), new StringBuilder()};
    boolean words = true;
    int told = spelled.length;
    for (Needle needle : needles) {
      words &= needle.beginsWithAscii();
      told = Math.min(told, needle.told());
      for (int place = 0; place < needle.told(); place++) {
        spelled[place].append(needle.spelled(place));
      }
    }
    Trigger trigger =
        Trigger.of(words ? Trigger.Place.WORD : Trigger.Place.ANY, spelled[0].toString());
    return switch (told) {
      case 1 -> trigger;
      case 2 -> trigger.then(spelled[1].toString());
      default -> trigger.then(spelled[1].toString(), spelled[2].toString());
    };
  }

  /** Looks for a name; for nothing if there is none. */
  public static AuthorRule ofName(String name) {
    return ofAuthor(AuthorNames.needles(name), AuthorNames.normalised(name));
  }

  /**
   * Looks for the names of others.
   *
   * @param finder what people call what found them
   * @param names the values of their tokens by spelling: in any case if in lower case with a blank
   */
  public static AuthorRule ofOthers(String finder, Map<String, String> names) {
    List<Needle> needles = new ArrayList<>();
    List<String> values = new ArrayList<>();
    names.forEach(
        (spelling, value) -> {
          needles.add(Needle.of(spelling, spelling.indexOf(' ') < 0));
          values.add(value);
        });
    return new AuthorRule(finder, needles, values);
  }

  /** Whether a word in lower case is no name alone. */
  public static boolean isCommonWord(String word) {
    return CommonWords.isWord(word);
  }

  /** Looks for an address, also one that has not the form of an e-mail address. */
  public static AuthorRule ofEmail(String email) {
    Needle needle = Needle.of(email.strip(), false);
    return ofAuthor(
        needle.spelling().indexOf('@') < 0 ? List.of() : List.of(needle), needle.spelling());
  }

  /** The one spelling of a name that its token is made of. */
  public static String normalised(String name) {
    return AuthorNames.normalised(name);
  }

  /** Whether there is anything to look for. */
  public boolean isEmpty() {
    return needles.isEmpty();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Trigger trigger() {
    return trigger;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    for (int i = 0; i < needles.size(); i++) {
      int end = needles.get(i).endAt(text, at);
      if (end > at) {
        found.add(at, end, values.get(i));
        return;
      }
    }
  }
}
