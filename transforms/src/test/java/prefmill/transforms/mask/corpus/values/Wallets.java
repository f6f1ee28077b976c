package prefmill.transforms.mask.corpus.values;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/** Addresses of wallets as BIP 13, BIP 173 and BIP 350 make them. */
public final class Wallets {
  private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

  private Wallets() {}

  public static String base58(Random random) {
    byte[] bytes = new byte[25];
    random.nextBytes(bytes);
    bytes[0] = Digits.pick(random, (byte) 0, (byte) 5, (byte) 0x30, (byte) 0x1e, (byte) 0x41);
    byte[] hash = sha(sha(Arrays.copyOf(bytes, 21)));
    System.arraycopy(hash, 0, bytes, 21, 4);
    BigInteger left = new BigInteger(1, bytes);
    StringBuilder address = new StringBuilder();
    while (left.signum() > 0) {
      BigInteger[] parts = left.divideAndRemainder(BigInteger.valueOf(58));
      address.append(BASE58.charAt(parts[1].intValue()));
      left = parts[0];
    }
    for (int i = 0; i < 24 && bytes[i] == 0; i++) {
      address.append('1');
    }
    return address.reverse().toString();
  }

  public static String witness(Random random) {
    boolean taproot = random.nextBoolean();
    int[] data = new int[1 + (taproot ? 52 : 32)];
    data[0] = taproot ? 1 : 0;
    for (int i = 1; i < data.length; i++) {
      data[i] = random.nextInt(32);
    }
    String prefix = Digits.pick(random, "bc", "ltc");
    long check = 1;
    for (int i = 0; i < prefix.length(); i++) {
      char c = prefix.charAt(i);
      check = step(check, c / 32);
    }
    check = step(check, 0);
    for (int i = 0; i < prefix.length(); i++) {
      char c = prefix.charAt(i);
      check = step(check, c % 32);
    }
    StringBuilder address = new StringBuilder(prefix).append('1');
    for (int value : data) {
      check = step(check, value);
      address.append(BECH32.charAt(value));
    }
    for (int i = 0; i < 6; i++) {
      check = step(check, 0);
    }
    check ^= taproot ? 0x2bc830a3L : 1;
    for (int i = 5; i >= 0; i--) {
      address.append(BECH32.charAt((int) ((check >> (5 * i)) & 31)));
    }
    return address.toString();
  }

  private static long step(long check, int value) {
    long top = check >> 25;
    long next = ((check & 0x1ffffff) << 5) ^ value;
    long[] terms = {0x3b6a57b2L, 0x26508e6dL, 0x1ea119faL, 0x3d4233ddL, 0x2a1462b3L};
    for (int i = 0; i < 5; i++) {
      next ^= ((top >> i) & 1) == 0 ? 0 : terms[i];
    }
    return next;
  }

  public static String ethereum(Random random) {
    StringBuilder address = new StringBuilder("0x");
    for (int i = 0; i < 40; i++) {
      address.append(Character.forDigit(random.nextInt(16), 16));
    }
    return random.nextBoolean()
        ? address.toString()
        : "0x" + address.substring(2).toUpperCase(Locale.ROOT);
  }

  private static byte[] sha(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
