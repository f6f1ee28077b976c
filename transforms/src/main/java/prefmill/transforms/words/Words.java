package prefmill.transforms.words;

import com.dynatrace.hash4j.hashing.Hasher64;
import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * The words of a text, lower case: runs of letters, marks, digits and underscores (the \w+ of
 * Unicode's regular expressions, UTS 18). In scripts that are written without spaces each character
 * is a word.
 *
 * <p>Lower case is that of each character by itself, so it depends on no locale.
 */
public final class Words {
  private static final int FIRST_UNSPACED = 0x0E00;
  private static final Set<UnicodeScript> UNSPACED =
      EnumSet.of(
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.MYANMAR,
          UnicodeScript.KHMER,
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.BOPOMOFO);

  /** Each word's characters, two bytes each, and a zero character behind it. */
  private final byte[] bytes;

  /** Where each word starts; one more entry marks the end. */
  private final int[] starts;

  private final int count;
  private final int unspaced;

  private Words(byte[] bytes, int[] starts, int count, int unspaced) {
    this.bytes = bytes;
    this.starts = starts;
    this.count = count;
    this.unspaced = unspaced;
  }

  /** Finds the words of a text. */
  public static Words of(String text) {
    Scanner scanner = new Scanner(text.length());
    int codePoint;
    for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(i);
      scanner.take(codePoint);
    }
    return scanner.words();
  }

  /** How many words there are. */
  public int count() {
    return count;
  }

  /** Whether most words are single characters of a script without spaces. */
  public boolean mostlyUnspaced() {
    return 2 * unspaced > count;
  }

  /** The hash of {@code n} words in a row from a position. */
  public long hash(Hasher64 hasher, int from, int n) {
    return hasher.hashBytesToLong(bytes, starts[from], starts[from + n] - starts[from] - 2);
  }

  /** The characters (UTF-16) of {@code n} words in a row from a position, without spaces. */
  public int characters(int from, int n) {
    return (starts[from + n] - starts[from]) / 2 - n;
  }

  private static boolean isWord(int codePoint) {
    if (codePoint < 0x80) {
      return ((codePoint | 0x20) >= 'a' && (codePoint | 0x20) <= 'z')
          || (codePoint >= '0' && codePoint <= '9')
          || codePoint == '_';
    }
    if (Character.isLetterOrDigit(codePoint)) {
      return true;
    }
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.CONNECTOR_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private static boolean isUnspaced(int codePoint) {
    return codePoint >= FIRST_UNSPACED && UNSPACED.contains(UnicodeScript.of(codePoint));
  }

  private static final class Scanner {
    private byte[] bytes;
    private int[] starts;
    private int length;
    private int count;
    private int unspaced;
    private boolean open;

    Scanner(int characters) {
      bytes = new byte[4 * characters + 2];
      starts = new int[characters / 4 + 4];
    }

    void take(int codePoint) {
      if (!isWord(codePoint)) {
        close();
      } else if (isUnspaced(codePoint)) {
        close();
        append(codePoint);
        close();
        unspaced++;
      } else {
        append(codePoint);
      }
    }

    Words words() {
      close();
      return new Words(bytes, starts, count, unspaced);
    }

    private void append(int codePoint) {
      open = true;
      int lower =
          codePoint < 0x80
              ? codePoint >= 'A' && codePoint <= 'Z' ? codePoint + 32 : codePoint
              : Character.toLowerCase(codePoint);
      if (Character.isBmpCodePoint(lower)) {
        put(lower);
      } else {
        put(Character.highSurrogate(lower));
        put(Character.lowSurrogate(lower));
      }
    }

    private void close() {
      if (!open) {
        return;
      }
      open = false;
      put(0);
      count++;
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, 2 * count);
      }
      starts[count] = length;
    }

    private void put(int character) {
      bytes[length++] = (byte) character;
      bytes[length++] = (byte) (character >>> 8);
    }
  }
}
