package prefmill.runners.bench.gate;

import java.util.Collection;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Adds up what the tasks of this JVM's embedded Flink hand to other tasks, as its REST interface
 * does for a cluster. It is to be named in the configuration of Flink.
 */
public final class ShuffleReporter implements MetricReporter, MetricReporterFactory {
  private static final Collection<Counter> BYTES = new ConcurrentLinkedQueue<>();
  private static final Collection<Counter> RECORDS = new ConcurrentLinkedQueue<>();

  /** Bytes so far. */
  static long bytes() {
    return sum(BYTES);
  }

  /** Records so far. */
  static long records() {
    return sum(RECORDS);
  }

  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    return new ShuffleReporter();
  }

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    boolean ofTask =
        group.getAllVariables().containsKey("<task_id>")
            && !group.getAllVariables().containsKey("<operator_id>");
    if (ofTask && name.equals("numBytesOut")) {
      BYTES.add((Counter) metric);
    } else if (ofTask && name.equals("numRecordsOut")) {
      RECORDS.add((Counter) metric);
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  private static long sum(Collection<Counter> counters) {
    return counters.stream().mapToLong(Counter::getCount).sum();
  }
}
