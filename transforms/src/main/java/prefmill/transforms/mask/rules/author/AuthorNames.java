package prefmill.transforms.mask.rules.author;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import prefmill.transforms.mask.rules.Ascii;

/**
 * The spellings under which an event's author is looked for in its texts.
 *
 * <p>The full name in any case; each of its parts of three letters or more, unless the part is also
 * a common word (Will, May, King: masking it wherever it occurs would spoil the text). A name that
 * is one common word counts only in its own case; a role (user, admin) is no name.
 */
final class AuthorNames {
  private static final int LEAST_PART = 3;
  private static final Pattern GAPS = Pattern.compile("[\\s,;()]+");
  private static final Pattern PARTS = Pattern.compile("[\\s,;()._-]+");

  private AuthorNames() {}

  /** The one spelling of a name that its token is made of. */
  static String normalised(String name) {
    return isPlain(name) ? lower(name) : lower(folded(name, Normalizer.Form.NFKC));
  }

  /** Its words parted by single blanks. */
  private static String folded(String name, Normalizer.Form form) {
    return GAPS.matcher(Normalizer.normalize(name, form)).replaceAll(" ").strip();
  }

  /** What to look for, the full name first; empty if there is no name. */
  static List<Needle> needles(String name) {
    boolean plain = isPlain(name);
    String full = plain ? name : folded(name, Normalizer.Form.NFC);
    List<String> parts = new ArrayList<>();
    boolean onlyRoles = true;
    for (String part : plain ? full.split(" ", -1) : PARTS.split(full, -1)) {
      if (!part.isEmpty()) {
        parts.add(part);
        onlyRoles &= CommonWords.isRole(lower(part));
      }
    }
    if (letters(full) < 2 || onlyRoles) {
      return List.of();
    }
    Set<Needle> needles = new LinkedHashSet<>();
    addForms(needles, full, parts.size() == 1 && CommonWords.isWord(lower(full)));
    for (String part : parts) {
      if (letters(part) >= LEAST_PART && !CommonWords.isWord(lower(part))) {
        addForms(needles, part, false);
      }
    }
    return new ArrayList<>(needles);
  }

  /** Words of ASCII letters and digits between single blanks, as most names are: folded already. */
  private static boolean isPlain(String name) {
    boolean word = false;
    for (int i = 0; i < name.length(); i++) {
      boolean blank = name.charAt(i) == ' ';
      if (blank ? !word : !Ascii.isWord(name.charAt(i))) {
        return false;
      }
      word = !blank;
    }
    return word;
  }

  private static int letters(String text) {
    int letters = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      letters += Character.isLetter(text.codePointAt(i)) ? 1 : 0;
    }
    return letters;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static void addForms(Set<Needle> needles, String spelling, boolean exactCase) {
    needles.add(Needle.of(spelling, exactCase));
    if (!isPlain(spelling) && !Normalizer.isNormalized(spelling, Normalizer.Form.NFD)) {
      needles.add(Needle.of(Normalizer.normalize(spelling, Normalizer.Form.NFD), exactCase));
    }
  }
}
