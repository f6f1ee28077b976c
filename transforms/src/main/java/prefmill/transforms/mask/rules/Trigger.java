package prefmill.transforms.mask.rules;

import java.util.BitSet;
import prefmill.transforms.mask.text.FoldedText;

/**
 * The cheap condition under which a rule has to look at a place.
 *
 * @param place what kind of place
 * @param first the ASCII characters that can stand there
 * @param second the ASCII characters that can follow, {@link FoldedText#NONE} at the end; any other
 *     character can always follow
 * @param third the same for the character after that
 * @param digits how many digits there must be among the {@link #WINDOW} characters from there
 */
public record Trigger(Place place, BitSet first, BitSet second, BitSet third, int digits) {
  /** A kind of place. */
  public enum Place {
    /** Any character. */
    ANY,
    /** A character behind one that is no ASCII letter or digit. */
    WORD,
    /** A character behind one that is no ASCII digit. */
    NUMBER,
    /** A character behind an ASCII letter. */
    WITHIN_WORD
  }

  /** Among how many characters digits are counted. */
  public static final int WINDOW = 24;

  /** The ASCII digits. */
  public static final String DIGITS = "0123456789";

  /** The ASCII digits and letters. */
  public static final String WORDS =
      DIGITS + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  /** The hexadecimal digits in either case. */
  public static final String HEX = DIGITS + "abcdefABCDEF";

  private static final int ASCII = 0x80;

  /** At each of these characters. */
  public static Trigger at(String characters) {
    return of(Place.ANY, characters);
  }

  /** At words that begin with one of these characters. */
  public static Trigger wordsFrom(String characters) {
    return of(Place.WORD, characters);
  }

  /** At numbers. */
  public static Trigger numbers() {
    return of(Place.NUMBER, DIGITS);
  }

  /** At numbers right behind a letter. */
  public static Trigger numbersWithinWords() {
    return of(Place.WITHIN_WORD, DIGITS);
  }

  /** At what begins with these ASCII characters. */
  public static Trigger spelled(Place place, String start) {
    Trigger trigger = of(place, start.substring(0, 1));
    return switch (start.length()) {
      case 1 -> trigger;
      case 2 -> trigger.then(start.substring(1));
      default -> trigger.then(start.substring(1, 2), start.substring(2, 3));
    };
  }

  /** At each of these characters where the place is of this kind. */
  public static Trigger of(Place place, String first) {
    return new Trigger(place, set(first), every(), every(), 0);
  }

  /** The same where one of these ASCII characters follows, or one that is not ASCII. */
  public Trigger then(String following) {
    return new Trigger(place, first, set(following), third, digits);
  }

  /** The same where two of these ASCII characters follow, or some that are not ASCII. */
  public Trigger then(String following, String after) {
    return new Trigger(place, first, set(following), set(after), digits);
  }

  /** The same where so many digits are in reach. */
  public Trigger ofDigits(int least) {
    return new Trigger(place, first, second, third, least);
  }

  /** Wherever this one holds or another for the same kind of place, and sometimes elsewhere. */
  public Trigger or(Trigger other) {
    if (place != other.place) {
      throw new IllegalArgumentException("one trigger is for " + place + " only");
    }
    return new Trigger(
        place,
        either(first, other.first),
        either(second, other.second),
        either(third, other.third),
        Math.min(digits, other.digits));
  }

  private static BitSet either(BitSet some, BitSet others) {
    BitSet either = (BitSet) some.clone();
    either.or(others);
    return either;
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
