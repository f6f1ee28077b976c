package prefmill.transforms.mask.rules.author;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

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
    return GAPS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKC))
        .replaceAll(" ")
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  /** What to look for, the full name first; empty if there is no name. */
  static List<Needle> needles(String name) {
    String full = GAPS.matcher(Normalizer.normalize(name, Normalizer.Form.NFC)).replaceAll(" ");
    full = full.strip();
    List<String> parts = new ArrayList<>();
    boolean onlyRoles = true;
    for (String part : PARTS.split(full, -1)) {
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
    if (!Normalizer.isNormalized(spelling, Normalizer.Form.NFD)) {
      needles.add(Needle.of(Normalizer.normalize(spelling, Normalizer.Form.NFD), exactCase));
    }
  }
}
