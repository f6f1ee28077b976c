package prefmill.transforms.mask.rules.wallet;

import java.util.Locale;

/** Addresses of segregated witnesses: bech32 (BIP 173) and bech32m (BIP 350). */
final class Bech32 {
  private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int BECH32M = 0x2bc830a3;

  private Bech32() {}

  /** Whether the check of an address, in one case throughout, is right. */
  static boolean isAddress(String address) {
    String lower = address.toLowerCase(Locale.ROOT);
    if (!address.equals(lower) && !address.equals(address.toUpperCase(Locale.ROOT))) {
      return false;
    }
    int separator = lower.lastIndexOf('1');
    int check = 1;
    for (int i = 0; i < separator; i++) {
      check = next(check, lower.charAt(i) >> 5);
    }
    check = next(check, 0);
    for (int i = 0; i < separator; i++) {
      check = next(check, lower.charAt(i) & 31);
    }
    for (int i = separator + 1; i < lower.length(); i++) {
      int value = ALPHABET.indexOf(lower.charAt(i));
      if (value < 0) {
        return false;
      }
      check = next(check, value);
    }
    return check == 1 || check == BECH32M;
  }

  private static int next(int check, int value) {
    int top = check >>> 25;
    int next = (check & 0x1ffffff) << 5 ^ value;
    for (int i = 0; i < GENERATOR.length; i++) {
      next ^= (top >>> i & 1) == 1 ? GENERATOR[i] : 0;
    }
    return next;
  }
}
