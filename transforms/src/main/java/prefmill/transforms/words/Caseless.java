package prefmill.transforms.words;

import java.util.List;

/**
 * A text in which literals are looked for whatever their case, as a pattern with CASE_INSENSITIVE
 * and UNICODE_CASE would.
 *
 * <p>Far quicker than such a pattern: what every match of a slow pattern holds is asked for first,
 * and most texts do not hold it.
 */
public final class Caseless {
  private static final int ASCII = 128;
  private static final char[] FOLDED = new char[ASCII];

  static {
    for (char c = 0; c < ASCII; c++) {
      FOLDED[c] = Character.toLowerCase(Character.toUpperCase(c));
    }
  }

  private final String folded;

  private Caseless(String folded) {
    this.folded = folded;
  }

  /** A text, folded. */
  public static Caseless of(String text) {
    return new Caseless(fold(text));
  }

  /** Literals for {@link #holdsAny}. */
  public static List<String> literals(String... literals) {
    return List.of(literals).stream().map(Caseless::fold).toList();
  }

  /** A part of the text; folding changes no length. */
  public Caseless part(int from, int to) {
    return new Caseless(folded.substring(from, to));
  }

  /** Whether the text holds one of the {@link #literals}. */
  public boolean holdsAny(List<String> literals) {
    for (String literal : literals) {
      if (folded.contains(literal)) {
        return true;
      }
    }
    return false;
  }

  private static String fold(String text) {
    char[] chars = text.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      char c = chars[i];
      chars[i] = c < ASCII ? FOLDED[c] : Character.toLowerCase(Character.toUpperCase(c));
    }
    return new String(chars);
  }
}
