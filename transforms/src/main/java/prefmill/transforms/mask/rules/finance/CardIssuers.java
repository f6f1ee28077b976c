package prefmill.transforms.mask.rules.finance;

/**
 * The number ranges of payment card schemes (ISO/IEC 7812; ranges as the schemes publish them).
 *
 * <p>Visa, Mastercard, American Express, Diners Club, Discover, JCB, UnionPay, Maestro, Mir, RuPay,
 * Troy and Elo.
 */
final class CardIssuers {
  private static final int PREFIX = 6;

  /** First and last six digits, fewest and most digits. */
  private static final int[][] RANGES = {
    {400_000, 499_999, 16, 16},
    {400_000, 499_999, 13, 13},
    {400_000, 499_999, 19, 19},
    {510_000, 559_999, 16, 16},
    {222_100, 272_099, 16, 16},
    {340_000, 349_999, 15, 15},
    {370_000, 379_999, 15, 15},
    {300_000, 305_999, 14, 19},
    {309_500, 309_599, 14, 19},
    {360_000, 369_999, 14, 19},
    {380_000, 399_999, 14, 19},
    {601_100, 601_199, 16, 19},
    {622_126, 622_925, 16, 19},
    {644_000, 659_999, 16, 19},
    {352_800, 358_999, 16, 19},
    {180_000, 180_099, 15, 15},
    {213_100, 213_199, 15, 15},
    {620_000, 629_999, 16, 19},
    {810_000, 829_999, 16, 19},
    {501_800, 501_899, 12, 19},
    {502_000, 502_099, 12, 19},
    {503_800, 503_899, 12, 19},
    {560_000, 589_999, 12, 19},
    {630_400, 630_499, 12, 19},
    {675_900, 676_399, 12, 19},
    {639_000, 639_099, 12, 19},
    {60_400, 60_499, 12, 19},
    {220_000, 220_499, 16, 19},
    {600_000, 609_999, 16, 16},
    {508_500, 508_999, 16, 16},
    {979_200, 979_299, 16, 16},
    {506_699, 506_778, 16, 16},
    {509_000, 509_999, 16, 16},
    {650_031, 650_051, 16, 16},
  };

  private CardIssuers() {}

  /** Whether a scheme issues numbers of this length that begin so. */
  static boolean issue(byte[] digits, int length) {
    int prefix = 0;
    for (int i = 0; i < PREFIX; i++) {
      prefix = prefix * 10 + digits[i];
    }
    for (int[] range : RANGES) {
      if (prefix >= range[0] && prefix <= range[1] && length >= range[2] && length <= range[3]) {
        return true;
      }
    }
    return false;
  }
}
