package prefmill.transforms.mask.rules;

import java.util.BitSet;

/**
 * The cheap condition under which a rule has to look at a place.
 *
 * @param place what kind of place
 * @param characters the ASCII characters that can stand there
 */
public record Trigger(Place place, BitSet characters) {
  /** A kind of place. */
  public enum Place {
    /** Any character. */
    ANY,
    /** A character behind one that is no ASCII letter or digit. */
    WORD,
    /** The first digit of a number, in a text with at least {@link #LEAST_DIGITS} digits. */
    NUMBER
  }

  /** The fewest digits of a value that is found from its number. */
  public static final int LEAST_DIGITS = 4;

  private static final String DIGITS = "0123456789";

  /** At each of these characters. */
  public static Trigger at(String characters) {
    return new Trigger(Place.ANY, set(characters));
  }

  /** At words that begin with one of these characters. */
  public static Trigger wordsFrom(String characters) {
    return new Trigger(Place.WORD, set(characters));
  }

  /** At numbers. */
  public static Trigger numbers() {
    return new Trigger(Place.NUMBER, set(DIGITS));
  }

  private static BitSet set(String characters) {
    BitSet set = new BitSet();
    characters.chars().forEach(set::set);
    return set;
  }
}
