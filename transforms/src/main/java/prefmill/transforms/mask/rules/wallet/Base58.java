package prefmill.transforms.mask.rules.wallet;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Addresses in base 58 whose last four bytes check the others by SHA-256, as Bitcoin began them.
 */
final class Base58 {
  private static final String ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final int[] VALUES = new int[0x80];
  private static final int BYTES = 25;
  private static final int CHECKED = 21;

  static {
    Arrays.fill(VALUES, -1);
    for (int i = 0; i < ALPHABET.length(); i++) {
      VALUES[ALPHABET.charAt(i)] = i;
    }
  }

  private Base58() {}

  /** Whether the characters from start to end are a version byte, 20 bytes and their check. */
  static boolean isAddress(FoldedText text, int start, int end) {
    byte[] bytes = new byte[BYTES];
    for (int i = start; i < end; i++) {
      int carry = value(text.at(i));
      if (carry < 0) {
        return false;
      }
      for (int b = BYTES - 1; b >= 0; b--) {
        carry += 58 * (bytes[b] & 0xFF);
        bytes[b] = (byte) carry;
        carry >>= 8;
      }
      if (carry != 0) {
        return false;
      }
    }
    byte[] check = sha256(sha256(Arrays.copyOf(bytes, CHECKED)));
    return Arrays.equals(check, 0, BYTES - CHECKED, bytes, CHECKED, BYTES);
  }

  private static int value(char c) {
    return c < VALUES.length ? VALUES[c] : -1;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
