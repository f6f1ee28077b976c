package prefmill.trainers.preflight.estimate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Amounts of money for people, in whatever unit the policy has. */
public final class Money {
  private static final int LEAST_DECIMALS = 2;
  private static final int MOST_DECIMALS = 6;
  private static final BigDecimal TENTH = new BigDecimal("0.1");

  private Money() {}

  /** Two decimals; of less than a tenth two digits, down to millionths: 4.00, 0.27, 0.0053. */
  public static String text(double amount) {
    BigDecimal exact = BigDecimal.valueOf(amount);
    BigDecimal rounded =
        exact.abs().compareTo(TENTH) < 0
            ? exact
                .round(new MathContext(2, RoundingMode.HALF_UP))
                .setScale(MOST_DECIMALS, RoundingMode.HALF_UP)
                .stripTrailingZeros()
            : exact.setScale(LEAST_DECIMALS, RoundingMode.HALF_UP);
    return rounded.setScale(Math.max(LEAST_DECIMALS, rounded.scale())).toPlainString();
  }
}
