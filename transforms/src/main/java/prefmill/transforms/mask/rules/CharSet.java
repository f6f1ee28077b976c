package prefmill.transforms.mask.rules;

/** A set of ASCII characters, asked for each character of a run. */
public final class CharSet {
  private final boolean[] members = new boolean[0x80];

  private CharSet(String characters) {
    characters.chars().forEach(c -> members[c] = true);
  }

  /** The set of these ASCII characters. */
  public static CharSet of(String characters) {
    return new CharSet(characters);
  }

  /** Whether it has a character. */
  public boolean has(char c) {
    return c < members.length && members[c];
  }
}
