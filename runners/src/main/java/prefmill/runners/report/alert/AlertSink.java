package prefmill.runners.report.alert;

import java.io.IOException;
import prefmill.trainers.registry.figures.AlertRow;

/** A place that takes alerts. */
interface AlertSink {
  /**
   * Gives it an alert.
   *
   * @throws IOException with a few words for people, if it did not take it
   */
  void take(AlertRow alert) throws IOException;
}
