package prefmill.datasets.canonical;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;

/**
 * Doubles as text: the shortest decimal that reads back as the same double, without exponent, with
 * at least one digit on each side of the point.
 */
public final class Decimals {
  private static final double MILLION = 1e6;
  private static final long EXACT_MILLIONTHS = 1_000_000_000_000_000L;

  private Decimals() {}

  /**
   * The number's text, such as 1.0 or 0.25.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public static String plain(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new IllegalArgumentException(number + " is no number that JSON can hold");
    }
    long millionths = Math.round(number * MILLION);
    if (Math.abs(millionths) < EXACT_MILLIONTHS && millionths / MILLION == number) {
      return ofMillionths(millionths);
    }
    String plain =
        new BigDecimal(NumberOutput.toString(number, true)).stripTrailingZeros().toPlainString();
    return plain.indexOf('.') < 0 ? plain + ".0" : plain;
  }

  private static String ofMillionths(long millionths) {
    StringBuilder text = new StringBuilder(12);
    if (millionths < 0) {
      text.append('-');
    }
    long whole = Math.abs(millionths);
    text.append(whole / 1_000_000).append('.');
    String fraction = Long.toString(1_000_000 + whole % 1_000_000);
    int end = fraction.length();
    while (end > 2 && fraction.charAt(end - 1) == '0') {
      end--;
    }
    return text.append(fraction, 1, end).toString();
  }
}
