package prefmill.pipelines.policy.training;

/** How often is trained at most, and what is asked for then unless the policy says otherwise. */
public enum Cadence {
  /** In every run. */
  NIGHTLY(0, 100),
  /** A week after the last training. */
  WEEKLY(7, 100),
  /** Two weeks after the last training. */
  FORTNIGHTLY(14, 200),
  /** Thirty days after the last training. */
  MONTHLY(30, 300);

  private final int days;
  private final int minNewRows;

  Cadence(int days, int minNewRows) {
    this.days = days;
    this.minNewRows = minNewRows;
  }

  /** Days that lie between two trainings at least. */
  public int days() {
    return days;
  }

  /** How many new rows are worth a training. */
  public int minNewRows() {
    return minNewRows;
  }
}
