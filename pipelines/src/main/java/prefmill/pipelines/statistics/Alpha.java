package prefmill.pipelines.statistics;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Krippendorff's alpha of votes for and against: how far persons agree on the same answer beyond
 * what chance would give.
 *
 * <p>Nominal data with two values and any number of voters an answer; answers with one voter say
 * nothing. With n votes on these, of which u are up and d down, alpha = 1 - (n - 1) * sum(ups *
 * downs / (m - 1)) / (u * d), summed over answers of m voters. Exact until the last rounding. See
 * Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C.
 */
final class Alpha {
  private static final int MILLIONTHS = 6;

  private Alpha() {}

  /** What answers with one number of voters add up to. */
  record Group(long units, long ups, long unequalPairs) {
    Group and(Group other) {
      return new Group(units + other.units, ups + other.ups, unequalPairs + other.unequalPairs);
    }
  }

  /**
   * In millionths, by number of voters; none where all votes are alike, or none can be compared.
   */
  static OptionalLong of(Map<Integer, Group> groups) {
    BigInteger votes = BigInteger.ZERO;
    BigInteger ups = BigInteger.ZERO;
    BigInteger numerator = BigInteger.ZERO;
    BigInteger denominator = BigInteger.ONE;
    for (Map.Entry<Integer, Group> entry : groups.entrySet()) {
      Group group = entry.getValue();
      BigInteger voters = BigInteger.valueOf(entry.getKey());
      votes = votes.add(voters.multiply(BigInteger.valueOf(group.units())));
      ups = ups.add(BigInteger.valueOf(group.ups()));
      BigInteger others = voters.subtract(BigInteger.ONE);
      numerator =
          numerator
              .multiply(others)
              .add(BigInteger.valueOf(group.unequalPairs()).multiply(denominator));
      denominator = denominator.multiply(others);
      BigInteger common = numerator.gcd(denominator);
      numerator = numerator.divide(common);
      denominator = denominator.divide(common);
    }
    BigInteger expected = ups.multiply(votes.subtract(ups)).multiply(denominator);
    if (expected.signum() == 0) {
      return OptionalLong.empty();
    }
    BigInteger observed = votes.subtract(BigInteger.ONE).multiply(numerator);
    return OptionalLong.of(
        new BigDecimal(expected.subtract(observed))
            .movePointRight(MILLIONTHS)
            .divide(new BigDecimal(expected), 0, RoundingMode.HALF_EVEN)
            .longValueExact());
  }
}
