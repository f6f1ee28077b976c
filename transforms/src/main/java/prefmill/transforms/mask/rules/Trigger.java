package prefmill.transforms.mask.rules;

import java.util.BitSet;
import prefmill.transforms.mask.text.FoldedText;

/**
 * The cheap condition under which a rule has to look at a place.
 *
 * @param place what kind of place
 * @param characters the ASCII characters that can stand there
 * @param next the ASCII characters that can follow, {@link FoldedText#NONE} at the end; any other
 *     character can always follow
 */
public record Trigger(Place place, BitSet characters, BitSet next) {
  /** A kind of place. */
  public enum Place {
    /** Any character. */
    ANY,
    /** A character behind one that is no ASCII letter or digit. */
    WORD,
    /** The first digit of a number. */
    NUMBER
  }

  private static final String DIGITS = "0123456789";
  private static final int ASCII = 0x80;

  /** At each of these characters. */
  public static Trigger at(String characters) {
    return new Trigger(Place.ANY, set(characters), every());
  }

  /** At words that begin with one of these characters. */
  public static Trigger wordsFrom(String characters) {
    return new Trigger(Place.WORD, set(characters), every());
  }

  /** At numbers. */
  public static Trigger numbers() {
    return new Trigger(Place.NUMBER, set(DIGITS), every());
  }

  /** At numbers of two digits or more. */
  public static Trigger numbersOfMoreDigits() {
    return numbers().followedBy(DIGITS);
  }

  /** The same where one of these ASCII characters follows, or one that is not ASCII. */
  public Trigger followedBy(String following) {
    return new Trigger(place, characters, set(following));
  }

  private static BitSet every() {
    BitSet every = new BitSet();
    every.set(0, ASCII);
    return every;
  }

  private static BitSet set(String characters) {
    BitSet set = new BitSet();
    characters.chars().forEach(set::set);
    return set;
  }
}
