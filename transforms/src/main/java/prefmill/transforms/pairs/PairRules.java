package prefmill.transforms.pairs;

import java.io.Serializable;

/**
 * How pairs are formed.
 *
 * @param perContext the most pairs of one context
 * @param ratingGap the least gap of two ratings by one person, as a share of the range
 * @param lengthBalance whether pairs weigh so that longer and shorter chosen answers balance
 */
public record PairRules(int perContext, double ratingGap, boolean lengthBalance)
    implements Serializable {
  /** Four pairs a context, half the range. */
  public static final PairRules DEFAULT = new PairRules(4, 0.5, false);
}
