package prefmill.runners.report.alert;

import java.util.function.Consumer;
import prefmill.datasets.explain.Printable;
import prefmill.trainers.registry.figures.AlertRow;

/** A line for people on standard error. */
record LogSink(Consumer<String> log) implements AlertSink {
  @Override
  public void take(AlertRow alert) {
    String examples =
        alert.exampleIds().isEmpty() ? "" : "; disliked: " + String.join(", ", alert.exampleIds());
    log.accept(Printable.of("alert: " + alert.message() + examples));
  }
}
