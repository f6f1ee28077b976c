package prefmill.transforms.influence.quota;

import java.util.Map;

/**
 * Of each config at most a share rests on synthetic feedback alone: floor(real * share / (1 -
 * share)) rows, where real is the number of the others.
 */
public final class SyntheticQuota implements Quota {
  private static final long MILLION = 1_000_000;
  private static final String SYNTHETIC = "/synthetic";
  private static final String REAL = "/real";

  private final long millionths;

  private SyntheticQuota(long millionths) {
    this.millionths = millionths;
  }

  /** At most this share, from 0 to below 1, in whole millionths. */
  public static SyntheticQuota of(double share) {
    return new SyntheticQuota(Math.round(share * MILLION));
  }

  @Override
  public String rule() {
    return "synthetic";
  }

  @Override
  public String group(Member row) {
    return row.row().config().name() + (row.synthetic() ? SYNTHETIC : REAL);
  }

  @Override
  public long cap(String group, Map<String, Long> rows) {
    if (group.endsWith(REAL) || millionths == MILLION) {
      return Long.MAX_VALUE;
    }
    long real = rows.getOrDefault(group.replace(SYNTHETIC, REAL), 0L);
    return real * millionths / (MILLION - millionths);
  }
}
