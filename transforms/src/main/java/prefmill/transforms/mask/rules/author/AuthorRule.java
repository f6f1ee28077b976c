package prefmill.transforms.mask.rules.author;

import java.util.List;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * The author's own name or e-mail address, wherever it occurs as a whole word in any case.
 *
 * <p>All spellings of one author have one value, so that the author keeps one token.
 */
public final class AuthorRule implements PiiRule {
  private final List<Needle> needles;
  private final String value;
  private final Trigger trigger;

  private AuthorRule(List<Needle> needles, String value) {
    this.needles = List.copyOf(needles);
    this.value = value;
    this.trigger = trigger(needles);
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
    return new AuthorRule(AuthorNames.needles(name), AuthorNames.normalised(name));
  }

  /** Looks for an address, also one that has not the form of an e-mail address. */
  public static AuthorRule ofEmail(String email) {
    Needle needle = Needle.of(email.strip(), false);
    return new AuthorRule(
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
    return "author";
  }

  @Override
  public Trigger trigger() {
    return trigger;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    for (Needle needle : needles) {
      int end = needle.endAt(text, at);
      if (end > at) {
        found.add(at, end, value);
        return;
      }
    }
  }
}
