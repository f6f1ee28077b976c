package prefmill.pipelines.report;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import prefmill.pipelines.log.LogManifest;

/**
 * All that a report depends on.
 *
 * @param store the store's folder
 * @param dataset the dataset's name
 * @param consentRequired whether only feedback with consent is counted
 * @param firstDay the first day that is counted
 * @param results the folder that takes the results
 */
record ReportPlan(
    String store, String dataset, boolean consentRequired, LocalDate firstDay, String results)
    implements Serializable {
  /** The first instant that is counted, in microseconds. */
  long from() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, midnight());
  }

  /**
   * Whether an entry of the log may hold events of these days: one that landed before them only
   * holds what was dated more than a day ahead, which is no feedback but a wrong clock.
   */
  boolean concerns(LogManifest entry) {
    return entry.landed() == null
        || !entry.landedAt().isBefore(midnight().minus(1, ChronoUnit.DAYS));
  }

  private Instant midnight() {
    return firstDay.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
