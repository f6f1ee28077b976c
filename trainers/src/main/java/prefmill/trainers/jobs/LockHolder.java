package prefmill.trainers.jobs;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Who holds a dataset's lock: process id, host, and since when. */
public record LockHolder(long pid, String host, Instant since) {
  /** This process, from now on. */
  public static LockHolder ofThisProcess() {
    return new LockHolder(
        ProcessHandle.current().pid(), hostName(), Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  /** Process and host, for people. */
  public String process() {
    return "process %d on %s".formatted(pid, host);
  }

  private static String hostName() {
    // Known also where the host's name has no address, as in many containers.
    String processAtHost = ManagementFactory.getRuntimeMXBean().getName();
    return processAtHost.substring(processAtHost.indexOf('@') + 1);
  }
}
