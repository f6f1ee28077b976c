package prefmill.transforms.keys;

import java.io.Serializable;

/**
 * A 128-bit identifier: the first half of a keyed hash.
 *
 * <p>Keys of every shuffle are ids, never strings. Ids compare as unsigned numbers, which is the
 * order of their hexadecimal form.
 *
 * @param hi the first eight bytes
 * @param lo the last eight bytes
 */
public record Id(long hi, long lo) implements Comparable<Id>, Serializable {
  /** No id: what an absent conversation or message is keyed by. */
  public static final Id NONE = new Id(0, 0);

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  /** Reads the 32 hexadecimal digits that {@link #hex()} writes. */
  public static Id parse(String hex) {
    if (hex.length() != 32) {
      throw new IllegalArgumentException("an id has 32 hexadecimal digits, not " + hex.length());
    }
    return new Id(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
  }

  /** Whether there is an id at all. */
  public boolean isPresent() {
    return hi != 0 || lo != 0;
  }

  /** 32 lower-case hexadecimal digits. */
  public String hex() {
    char[] digits = new char[32];
    for (int i = 0; i < 16; i++) {
      digits[i] = HEX[(int) (hi >>> (60 - 4 * i)) & 15];
      digits[16 + i] = HEX[(int) (lo >>> (60 - 4 * i)) & 15];
    }
    return new String(digits);
  }

  @Override
  public int compareTo(Id other) {
    int byHi = Long.compareUnsigned(hi, other.hi);
    return byHi != 0 ? byHi : Long.compareUnsigned(lo, other.lo);
  }

  @Override
  public String toString() {
    return hex();
  }
}
