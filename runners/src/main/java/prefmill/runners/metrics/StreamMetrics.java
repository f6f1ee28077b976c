package prefmill.runners.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import prefmill.pipelines.stream.watch.StreamFigures;

/** A stream's figures in Prometheus's text format; a source's name is the only label. */
final class StreamMetrics {
  static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private static final double MILLIS = 1_000;

  private StreamMetrics() {}

  static byte[] text(StreamFigures figures) throws IOException {
    PrometheusRegistry registry = new PrometheusRegistry();
    counter(registry, "events", "Events landed, redeliveries included.", figures.events());
    counter(registry, "dead_letters", "Messages landed as dead letters.", figures.deadLetters());
    counter(registry, "read_bytes", "Bytes of the messages read.", figures.bytes());
    gauge(registry, "running", "1 while the job runs.", figures.running() ? 1 : 0);
    gauge(
        registry, "log_segments", "Files of events in the event log.", (double) figures.segments());
    gauge(
        registry,
        "last_entry_age_seconds",
        "Seconds since something last came into the event log, or the stream began.",
        seconds(Duration.between(figures.lastEntry(), figures.at())));
    gauge(
        registry,
        "lag_seconds",
        "The event log holds all that was in the topics so many seconds ago.",
        seconds(figures.behind()));
    Gauge lag =
        Gauge.builder()
            .name("prefmill_stream_lag_offsets")
            .help("Offsets of the topic that the event log is not past yet.")
            .labelNames("source")
            .register(registry);
    figures.lag().forEach((source, offsets) -> lag.labelValues(source).set(offsets));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new PrometheusTextFormatWriter(false).write(out, registry.scrape());
    return out.toByteArray();
  }

  private static void counter(PrometheusRegistry registry, String name, String help, long value) {
    Counter.builder().name("prefmill_stream_" + name).help(help).register(registry).inc(value);
  }

  private static void gauge(PrometheusRegistry registry, String name, String help, double value) {
    Gauge.builder().name("prefmill_stream_" + name).help(help).register(registry).set(value);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / MILLIS;
  }
}
