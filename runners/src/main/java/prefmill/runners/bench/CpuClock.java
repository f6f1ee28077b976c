package prefmill.runners.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The CPU seconds that this process has taken, those of compilers and collectors included. */
final class CpuClock {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private CpuClock() {}

  static double seconds() {
    return SYSTEM.getProcessCpuTime() / 1e9;
  }

  /** What may fail in a measured step. */
  interface Step {
    void run() throws Exception;
  }

  /** The CPU seconds that a step takes. */
  static double of(Step step) throws Exception {
    double start = seconds();
    step.run();
    return seconds() - start;
  }
}
