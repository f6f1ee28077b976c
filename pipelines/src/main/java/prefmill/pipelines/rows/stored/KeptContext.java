package prefmill.pipelines.rows.stored;

import java.util.List;
import prefmill.transforms.outcome.Outcomes;

/**
 * What became of a context: all that later steps know of it. It stays the same as long as the
 * context's events and what other contexts tell it do.
 *
 * @param bucket its place in the log
 * @param rows its rows, whose texts lie beside
 * @param outcomes what the steps said about its events
 */
public record KeptContext(long bucket, List<StoredRow> rows, Outcomes outcomes) {
  public KeptContext {
    rows = List.copyOf(rows);
  }

  /** Whether it stays so with time: an event that is dated in the future comes of age. */
  boolean lasts() {
    return outcomes.dead().stream().noneMatch(dead -> dead.errorClass().equals("clock_skew"));
  }
}
